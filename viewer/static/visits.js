// Marks the jobs found since the reader's last visit. The note stays in this browser, and nothing is sent to anybody.
"use strict";
(() => {
  const NAME = "joblake-visit";
  const REST = 30 * 60 * 1000; // milliseconds without a page after which the next page is another visit
  const DAY = /^\d{4}-\d\d-\d\d$/;
  const through = document.querySelector("[data-through]")?.dataset.through;
  if (!DAY.test(through ?? "")) return;
  let note = null;
  try {
    note = JSON.parse(localStorage.getItem(NAME));
  } catch {
    // No storage, or not our note: as on a first visit.
  }
  const now = Date.now();
  const known = note && DAY.test(note.since) && DAY.test(note.through) && Number.isFinite(note.at);
  const since = !known ? through : now - note.at > REST ? note.through : note.since;
  try {
    const seen = known && note.through > through ? note.through : through;
    localStorage.setItem(NAME, JSON.stringify({ since, through: seen, at: now }));
  } catch {
    return; // what can't be kept can't be compared with
  }
  const fresh = [...document.querySelectorAll("[data-found]")].filter((job) => job.dataset.found > since);
  for (const job of fresh) job.querySelector(".fresh").hidden = false;
  const line = document.querySelector(".since");
  if (!fresh.length || !line) return;
  line.querySelector(".since-count").textContent = fresh.length;
  const link = line.querySelector("a");
  if (link) {
    const from = new Date(Date.parse(since) + 24 * 60 * 60 * 1000).toISOString().slice(0, 10);
    const address = new URL(link.href);
    address.searchParams.set("found_since", from);
    address.searchParams.delete("page");
    link.href = address;
  }
  line.hidden = false;
})();

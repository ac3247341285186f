"""A posting as search-v2 prints it on one day for one query, with the warts that real answers have."""

import json
from datetime import UTC, date, datetime
from typing import Any

from assets.search.sample.apply_links import apply_options
from assets.search.sample.catalogue.catalogue import Posting, prose
from assets.search.sample.catalogue.draws import Draws
from assets.search.sample.catalogue.pay import salary_string
from assets.search.sample.identity import Seen, google_link, job_id
from assets.search.sample.local_words import employment_label, posted_label
from assets.search.sample.shown_place import shown_place

BENEFITS = {
    "health": "health_insurance",
    "Medical": "health_insurance",
    "401(k)": "retirement_savings",
    "paid time off": "paid_time_off",
    "dental": "dental_coverage",
}


def job_object(seen: Seen) -> dict[str, Any]:
    """The job object, ready for JSON."""
    posting, sighting = seen.posting, seen.sighting
    docid = posting.docid(sighting.cycle)
    draws = Draws("object", posting.key, sighting.cycle)
    text = prose(posting, sighting.edition)
    options = apply_options(posting, docid)
    job = {
        "job_id": job_id(docid, seen),
        "job_uid": docid,
        "job_title": _title(posting, draws),
        "employer_name": posting.employer.name,
        "employer_logo": _logo(posting, draws),
        "employer_website": None if draws.chance("no site", 30) else f"https://www.{posting.employer.site}",
        "employer_reviews": [] if draws.chance("reviews", 20) else None,
        "job_publisher": options[0]["publisher"],
        **_employment(posting, seen.display),
        "job_apply_link": options[0]["apply_link"],
        "job_apply_is_direct": options[0]["is_direct"],
        "apply_options": options,
        "job_description": _wrinkled(text.text, draws),
        "job_is_remote": _remote_flag(posting, draws),
        **_posted(seen, draws),
        **shown_place(posting, seen.display, options[0]["publisher"], draws),
        **_benefits(posting, text.benefits, seen.day),
        "job_google_link": google_link(docid, seen),
        "job_salary": None,
        **_salary(posting),
        "job_highlights": _highlights(posting, text.duties, text.needs, text.benefits, draws),
        "job_onet_soc": None if draws.chance("no soc", 8) else draws.pick("soc", posting.role.soc),
        "job_onet_job_zone": posting.role.zone,
    }
    if posting.pay and posting.pay.in_fields:
        del job["job_salary"]  # The key goes missing exactly where there is a salary to tell.
    if Draws("extra", posting.key, seen.day).chance("unknown field", 1.5):
        job["job_listing_score"] = draws.between("score", 40, 99) / 100
    return job


def _title(posting: Posting, draws: Draws) -> str:
    title, style = posting.title, draws.between("title style", 1, 100)
    if posting.place.country == "DE" and style <= 65:
        title = f"{title} {draws.pick('gender', ('(m/w/d)', '(m/f/d)', '(f/m/x)', '(all genders)'))}"
    elif style <= 12:
        title = f"{title} - {posting.place.city}"
    elif style <= 18 and posting.work_mode == "remote":
        title = f"{title} (Remote)"
    elif style <= 21:
        title = title.replace(" ", "\u00a0", 1)
    elif style <= 23:
        title = f"{title}\u200b"
    elif style <= 25:
        title = title.upper()
    elif style <= 28:
        title = f"{title} – {posting.client.name}"
    return title


def _logo(posting: Posting, draws: Draws) -> str | None:
    return None if draws.chance("no logo", 25) else f"https://images.{posting.employer.site}/logo.png"


def _employment(posting: Posting, display: str) -> dict[str, Any]:
    codes = list(posting.employment)
    return {
        "job_employment_type": employment_label(codes, display, dash=posting.place.country == "GB"),
        "job_employment_types": codes,
    }


def _remote_flag(posting: Posting, draws: Draws) -> bool:
    """The source's flag: right for most, set for a third of the hybrid ones, missing for some remote ones."""
    if posting.work_mode == "hybrid":
        return draws.chance("flag", 33)
    return posting.work_mode == "remote" and not draws.chance("flag", 15)


def _posted(seen: Seen, draws: Draws) -> dict[str, Any]:
    days = (seen.day - seen.sighting.posted).days
    label = posted_label(days, seen.display, hours=draws.between("hours", 2, 22))
    dated = not draws.chance("undated", 30) and (seen.display == "en" or draws.chance("dated abroad", 20))
    if not dated:
        return {
            "job_posted_at": None if draws.chance("no label", 40) else label,
            "job_posted_at_timestamp": None,
            "job_posted_at_datetime_utc": None,
        }
    moment = datetime(seen.sighting.posted.year, seen.sighting.posted.month, seen.sighting.posted.day, tzinfo=UTC)
    return {
        "job_posted_at": label,
        "job_posted_at_timestamp": int(moment.timestamp()),
        "job_posted_at_datetime_utc": moment.strftime("%Y-%m-%dT%H:%M:%S.000Z"),
    }


def _benefits(posting: Posting, benefits: tuple[str, ...], day: date) -> dict[str, Any]:
    if posting.place.country != "US":
        return {"job_benefits": None, "job_benefits_strings": None}
    told = " ".join(benefits)
    codes = list(dict.fromkeys(code for word, code in BENEFITS.items() if word in told))
    codes = Draws("benefit order", posting.key, day).shuffled("order", codes)
    return {
        "job_benefits": codes or None,
        "job_benefits_strings": [code.replace("_", " ").capitalize() for code in codes] or None,
    }


def _salary(posting: Posting) -> dict[str, Any]:
    pay = posting.pay
    if pay is None or not pay.in_fields:
        period = pay.period if pay and posting.place.country in ("GB", "CA") else None
        return {
            "job_min_salary": None,
            "job_max_salary": None,
            "job_salary_period": period,
            "job_salary_string": None,
        }
    number = float if pay.period == "HOUR" else int
    return {
        "job_min_salary": number(pay.low),
        "job_max_salary": number(pay.high),
        "job_salary_period": pay.period,
        "job_salary_string": salary_string(pay),
    }


def _highlights(
    posting: Posting, duties: tuple[str, ...], needs: tuple[str, ...], benefits: tuple[str, ...], draws: Draws
) -> dict[str, list[str]]:
    if posting.place.country != "US" or draws.chance("no highlights", 25):
        return {}
    found = {"Qualifications": list(needs), "Responsibilities": list(duties)}
    return found | ({"Benefits": list(benefits)} if draws.chance("benefit highlights", 50) else {})


def _wrinkled(text: str, draws: Draws) -> str:
    """The text with an invisible character here and there, as one in sixty has."""
    if not draws.chance("zero width", 1.7):
        return text
    half = len(text) // 2
    return text[:half] + text[half:].replace(" ", " \u200b", 2)


def broken_object(draws: Draws) -> Any:
    """Something that stands where a job object should: text, an error, a job without its title."""
    uid = f"{draws.number('uid'):016x}"
    nameless = {"job_id": uid, "job_uid": uid, "employer_name": "Confidential"}
    shapes = (
        "Internal placeholder",
        {"job_id": None, "job_uid": None, "error": "upstream timeout"},
        {**nameless, "job_title": None, "job_description": "Sales"},
        {**nameless, "job_publisher": "Workbeacon", "apply_options": []},
    )
    return draws.pick("broken", shapes)


def printed(answer: Any) -> bytes:
    """JSON as the API sends it: compact, not escaped beyond need."""
    return json.dumps(answer, ensure_ascii=False, separators=(",", ":")).encode()

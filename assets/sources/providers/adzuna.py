"""Adzuna's search: a national aggregator, for a free key. Its texts are cut at about 500 characters.

Only pay that the advertiser states is pay: what Adzuna predicts, or does not say whether it predicts, stays in raw.
"""

from collections.abc import Mapping
from dataclasses import replace

from assets.lake.raw.envelope import Envelope
from assets.sources.reading.fields import number_at, text_at, value_at
from assets.sources.reading.listing import read_listing
from assets.sources.reading.source import Ask, Job, Quota, Source, Wanted

MARKS = frozenset(("redirect_url", "adref", "salary_is_predicted"))
PAGE_SIZE = 50  # 100 is answered with 400
STATED = ("0", 0, False)  # "0" is true of itself: the classic mistake
CURRENCIES = {
    "gb": "GBP", "us": "USD", "au": "AUD", "ca": "CAD", "nz": "NZD", "ch": "CHF", "pl": "PLN", "br": "BRL", "in": "INR",
    "mx": "MXN", "sg": "SGD", "za": "ZAR", "de": "EUR", "fr": "EUR", "nl": "EUR", "be": "EUR", "at": "EUR", "it": "EUR",
    "es": "EUR",
}  # fmt: skip
TYPES = {"full_time": "FULLTIME", "part_time": "PARTTIME", "contract": "CONTRACTOR"}


class Adzuna(Source):
    """Queries at Adzuna, the newest first: by relevance each day would bring the same old ones."""

    name = "adzuna"
    title = "Adzuna"
    base_url = "https://api.adzuna.com/v1/api/jobs"
    needs = ("query", "country")
    takes = ("where", "fallback")
    key_variables = ("ADZUNA_APP_KEY", "ADZUNA_APP_ID")
    key_params = ("app_key", "app_id")
    per_second = 25 / 60
    quotas = (Quota(1, 250), Quota(7, 1_000), Quota(30, 2_500))

    def plan(self, wanted: Wanted, window: str | None = None) -> Ask:
        """The first page; the page is part of the path."""
        asked = {"what": wanted.query or "", "results_per_page": str(PAGE_SIZE), "sort_by": "date"}
        return Ask(f"{wanted.country}/search/1", asked | ({"where": wanted.where} if wanted.where else {}))

    def page(self, first: Ask, cursor: str) -> Ask:
        """Another page."""
        return Ask(first.endpoint.rpartition("/")[0] + f"/{cursor}", first.params)

    def about(self, wanted: Wanted) -> dict[str, str]:
        """The country: an id is one country's, and so is a currency."""
        return {"country": wanted.country or ""}

    def results(self, body: bytes, asked: Ask) -> Envelope:
        """`results`, until as many were asked for as `count` says there are."""
        found, content = read_listing(body, "results", MARKS)
        count, page = value_at(content, "count") if isinstance(content, dict) else None, _page_of(asked)
        is_more = isinstance(count, int) and bool(found.results) and page * PAGE_SIZE < count
        return replace(found, cursor=str(page + 1)) if is_more and not found.unread else found

    def read(self, result: Job, about: Mapping[str, str]) -> Job:
        """A result; its link is a tracking address that changes, and leads to Adzuna first."""
        country = about.get("country", "")
        number = value_at(result, "id")
        codes = [TYPES.get(text_at(result, name) or "") for name in ("contract_time", "contract_type")]
        return {
            "job_id": f"adzuna:{country}:{number}" if isinstance(number, str | int) and number else None,
            "job_title": value_at(result, "title"),
            "employer_name": text_at(result, "company", "display_name"),
            "job_description": value_at(result, "description"),
            "joblake_is_summary": True,
            "job_posted_at_datetime_utc": text_at(result, "created"),
            "job_location": text_at(result, "location", "display_name"),
            "job_country": country.upper() or None,
            "job_latitude": number_at(result, "latitude"),
            "job_longitude": number_at(result, "longitude"),
            "job_employment_types": [code for code in codes if code],
            "job_publisher": self.title,
            "apply_options": [
                {"publisher": self.title, "apply_link": text_at(result, "redirect_url"), "is_direct": False}
            ],
            **_pay(result, country),
        }


def _page_of(asked: Ask) -> int:
    number = asked.endpoint.rpartition("/")[2]
    return int(number) if number.isascii() and number.isdigit() else 1


def _pay(result: Job, country: str) -> dict[str, object]:
    """Yearly amounts in the country's currency, where the advertiser states them."""
    if value_at(result, "salary_is_predicted") not in STATED:
        return {}
    low, high = number_at(result, "salary_min"), number_at(result, "salary_max")
    if not low and not high:
        return {}
    currency = CURRENCIES.get(country)
    return {
        "job_min_salary": low,
        "job_max_salary": high,
        "job_salary_currency": currency,
        "job_salary_period": "YEAR",
    }

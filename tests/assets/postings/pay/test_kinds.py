"""Pay by kind and country: hours worked are no period, a range is read whole or not at all, bounds stay open.

The expected values were written down before the rules ran on them; each line is what a careful reader of that country's
postings would note.
"""

import pytest

from assets.postings.pay.posting_pay import read_pay

Expected = tuple[float | None, float | None, str | None, str | None]
NONE: Expected = (None, None, None, None)


def paid(country: str, text: str) -> Expected:
    pay = read_pay({}, "", text, country)
    assert pay.quote is None or pay.quote in text
    return pay.min, pay.max, pay.currency, pay.period


@pytest.mark.parametrize(
    ("country", "text", "expected"),
    [
        ("GB", "Salary: £31,200 for 37.5 hours per week", (31_200, 31_200, "GBP", None)),
        ("GB", "Salary £27,500 - 37.5 hours per week", (27_500, 27_500, "GBP", None)),
        ("GB", "Hours: 40 per week. Salary: £24,500", (24_500, 24_500, "GBP", None)),
        ("GB", "40 hours per week | Salary £29,000 | Leeds", (29_000, 29_000, "GBP", None)),
        ("GB", "Pay: £12.60 per hour, 16 hours per week", (12.6, 12.6, "GBP", "hour")),
        ("GB", "Salary: £23,400 per annum (30 hours per week, 52 weeks per year)", (23_400, 23_400, "GBP", "year")),
        ("GB", "Annual salary: £33,000, 4 day week", (33_000, 33_000, "GBP", "year")),
        ("US", "Pay: $62,000, 12 hour shifts, 3 days per week", (62_000, 62_000, "USD", None)),
        ("US", "Salary: $70,000 with 15 days PTO per year", (70_000, 70_000, "USD", None)),
        ("US", "Salary $58,000 - $64,000, hybrid, three days per week", (58_000, 64_000, "USD", None)),
        ("US", "Schedule: 40 hours per week. Pay: $22 an hour", (22, 22, "USD", "hour")),
        ("US", "Pay: $19.50 - $23.00 per hour, 8 hour shift", (19.5, 23, "USD", "hour")),
        ("DE", "Gehalt: 3.800 € brutto im Monat bei 39 Stunden pro Woche", (3_800, 3_800, "EUR", "month")),
        ("DE", "Vergütung: 48.000 €, 30 Tage Urlaub pro Jahr", (48_000, 48_000, "EUR", None)),
        ("DE", "Gehalt 42.000 € (38 Stunden/Woche)", (42_000, 42_000, "EUR", None)),
        ("AT", "Monatsgehalt: 2.900 € auf Basis von 38,5 Stunden pro Woche", (2_900, 2_900, "EUR", "month")),
        ("FR", "Salaire : 2 100 € brut par mois pour 35 heures par semaine", (2_100, 2_100, "EUR", "month")),
        ("FR", "Salaire : 32 000 €, 39 heures par semaine", (32_000, 32_000, "EUR", None)),
        ("ES", "Salario: 21.000 €, jornada de 40 horas por semana", (21_000, 21_000, "EUR", None)),
        ("ES", "Salario: 1.500 € al mes, 30 horas a la semana", (1_500, 1_500, "EUR", "month")),
        ("NL", "Salaris: € 3.100 bij 36 uur per week", (3_100, 3_100, "EUR", None)),
        ("NL", "Bruto maandsalaris € 2.750, 32 uur per week", (2_750, 2_750, "EUR", "month")),
        ("SE", "Lön: 32 000 kr, 40 timmar per vecka", (32_000, 32_000, "SEK", None)),
        ("IT", "Stipendio: 1.600 € al mese, 40 ore a settimana", (1_600, 1_600, "EUR", "month")),
    ],
)
def test_hours_and_days_worked_are_no_period(country: str, text: str, expected: Expected) -> None:
    assert paid(country, text) == expected


@pytest.mark.parametrize(
    ("country", "text", "expected"),
    [
        ("DE", "Gehalt: zwischen 3.200 und 3.900 € brutto monatlich", (3_200, 3_900, "EUR", "month")),
        ("DE", "Jahresgehalt von 52.000 € bis 61.000 €", (52_000, 61_000, "EUR", "year")),
        ("CH", "Lohn zwischen CHF 85'000 und CHF 95'000 pro Jahr", (85_000, 95_000, "CHF", "year")),
        ("FR", "Rémunération entre 38 et 45 k€ brut annuel", (38_000, 45_000, "EUR", "year")),
        ("FR", "Salaire : de 2 000 € à 2 400 € brut mensuel", (2_000, 2_400, "EUR", "month")),
        ("ES", "Sueldo entre 1.400 y 1.700 € brutos mensuales", (1_400, 1_700, "EUR", "month")),
        ("IT", "Retribuzione tra 28.000 e 33.000 € annui", (28_000, 33_000, "EUR", "year")),
        ("IT", "RAL da 30.000 € a 36.000 €", (30_000, 36_000, "EUR", "year")),
        ("PT", "Salário entre 1.200€ e 1.500€ brutos por mês", (1_200, 1_500, "EUR", "month")),
        ("NL", "Uurloon tussen € 14,50 en € 17,25", (14.5, 17.25, "EUR", "hour")),
        ("NL", "Salaris van € 2.900 tot € 3.700 bruto per maand", (2_900, 3_700, "EUR", "month")),
        ("PL", "Wynagrodzenie: od 7 500 do 9 000 zł brutto miesięcznie", (7_500, 9_000, "PLN", "month")),
        ("PL", "Stawka: 120-150 zł/h netto", (120, 150, "PLN", "hour")),
        ("SE", "Lön mellan 30 000 och 36 000 kr i månaden", (30_000, 36_000, "SEK", "month")),
        ("DK", "Løn: 34.000 - 39.000 kr. pr. måned", (34_000, 39_000, "DKK", "month")),
        ("NO", "Årslønn: kr 560 000 - 640 000", (560_000, 640_000, "NOK", "year")),
        ("CZ", "Mzda 38.000 až 45.000 Kč / měsíc", (38_000, 45_000, "CZK", "month")),
        ("GB", "Salary: £28,000/£32,000 per annum", (28_000, 32_000, "GBP", "year")),
        ("US", "Pay: $18.00/hr. to $22.50/hr.", (18, 22.5, "USD", "hour")),
        ("US", "Salary: $72,500 up to $88,000 annually", (72_500, 88_000, "USD", "year")),
        ("US", "Compensation between $110K and $135K a year", (110_000, 135_000, "USD", "year")),
        ("US", "Pay: $21/hour - $27/hour DOE", (21, 27, "USD", "hour")),
        ("IN", "Salary: Rs. 35,000 to Rs. 45,000 per month", (35_000, 45_000, "INR", "month")),
        ("JP", "月給25万円〜32万円", (250_000, 320_000, "JPY", "month")),
        ("BR", "Salário: R$ 4.000,00 até R$ 5.200,00 por mês", (4_000, 5_200, "BRL", "month")),
    ],
)
def test_both_ends_of_a_range_are_read(country: str, text: str, expected: Expected) -> None:
    assert paid(country, text) == expected


@pytest.mark.parametrize(
    ("country", "text", "expected"),
    [
        ("US", "Salary: $95k+", (95_000, None, "USD", None)),
        ("US", "Pay: $24+ per hour", (24, None, "USD", "hour")),
        ("US", "Salary: $130,000+ DOE", (130_000, None, "USD", None)),
        ("US", "Earn more than $28 per hour", (28, None, "USD", "hour")),
        ("US", "Base salary of at least $85,000 per year", (85_000, None, "USD", "year")),
        ("US", "Pay starts at $17.50 per hour", (17.5, None, "USD", "hour")),
        ("US", "Salary: $60,000 or more per year", (60_000, None, "USD", "year")),
        ("US", "Salary: $60k+ bonus", (60_000, 60_000, "USD", None)),
        ("GB", "Salary: £40k + benefits", (40_000, 40_000, "GBP", None)),
        ("GB", "Salary: up to £38,000 + £4,000 car allowance", (None, 38_000, "GBP", None)),
        ("GB", "Salary: £35,000 + £3,000 bonus", (35_000, 35_000, "GBP", None)),
        ("GB", "Day rate: up to £525 p/d", (None, 525, "GBP", "day")),
        ("GB", "Salary: maximum £29,500 per annum", (None, 29_500, "GBP", "year")),
        ("GB", "Salary: minimum £26,000 p.a.", (26_000, None, "GBP", "year")),
        ("DE", "Gehalt ab 2.800 € im Monat", (2_800, None, "EUR", "month")),
        ("DE", "Wir bieten ein Gehalt von mehr als 60.000 € pro Jahr", (60_000, None, "EUR", "year")),
        ("DE", "Stundenlohn: mind. 16,50 €", (16.5, None, "EUR", "hour")),
        ("DE", "Gehalt: max. 70.000 € jährlich", (None, 70_000, "EUR", "year")),
        ("FR", "Salaire : minimum 30 000 € par an", (30_000, None, "EUR", "year")),
        ("FR", "Salaire : dès 1 900 € brut par mois", (1_900, None, "EUR", "month")),
        ("ES", "Salario a partir de 25.000 € brutos anuales", (25_000, None, "EUR", "year")),
        ("ES", "Salario: hasta 42.000 € anuales", (None, 42_000, "EUR", "year")),
        ("NL", "Salaris vanaf € 2.600 per maand", (2_600, None, "EUR", "month")),
        ("NL", "Salaris tot € 5.000 bruto per maand", (None, 5_000, "EUR", "month")),
        ("IT", "RAL fino a 45.000 €", (None, 45_000, "EUR", "year")),
        ("IT", "Stipendio a partire da 1.800 € al mese", (1_800, None, "EUR", "month")),
        ("PL", "Wynagrodzenie od 6 000 zł brutto miesięcznie", (6_000, None, "PLN", "month")),
        ("PL", "Zarobki do 12 000 PLN", (None, 12_000, "PLN", None)),
        ("SE", "Lön från 29 000 kr per månad", (29_000, None, "SEK", "month")),
        ("JP", "年収500万円以上", (5_000_000, None, "JPY", "year")),
        ("JP", "時給1,300円～", (1_300, None, "JPY", "hour")),
        ("BR", "Salário a partir de R$ 2.800,00 por mês", (2_800, None, "BRL", "month")),
    ],
)
def test_a_bound_leaves_the_other_end_open(country: str, text: str, expected: Expected) -> None:
    assert paid(country, text) == expected


@pytest.mark.parametrize(
    ("country", "text", "expected"),
    [
        ("IN", "CTC: 8-12 LPA", (800_000, 1_200_000, "INR", "year")),
        ("IN", "Salary: ₹6L to ₹9L per annum", (600_000, 900_000, "INR", "year")),
        ("IN", "Salary: Rs 1.5 Cr per annum", (15_000_000, 15_000_000, "INR", "year")),
        ("IN", "Salary: ₹40,000 - ₹55,000 p.m.", (40_000, 55_000, "INR", "month")),
        ("US", "Salary: $1.1M per year", (1_100_000, 1_100_000, "USD", "year")),
        ("US", "Salary: $85 thousand per year", (85_000, 85_000, "USD", "year")),
        ("US", "Salary: $80, 000 per year", (80_000, 80_000, "USD", "year")),
        ("US", "Salary: $90, 000 - $110, 000 per year", (90_000, 110_000, "USD", "year")),
        ("DE", "Gehalt: 55-65 TEUR pro Jahr", (55_000, 65_000, "EUR", "year")),
        ("DE", "Gehalt: 50 Tsd. € brutto pro Jahr", (50_000, 50_000, "EUR", "year")),
        ("PL", "Wynagrodzenie: 15-20 tys. zł miesięcznie", (15_000, 20_000, "PLN", "month")),
        ("CN", "月薪 15K-25K", (15_000, 25_000, None, "month")),
        ("CN", "薪资：2万-3万元/月", (20_000, 30_000, "CNY", "month")),
        ("CN", "年薪30-50万元", (300_000, 500_000, "CNY", "year")),
        ("KR", "연봉 4,000만원 ~ 5,500만원", (40_000_000, 55_000_000, "KRW", "year")),
        ("KR", "시급 10,320원", (10_320, 10_320, "KRW", "hour")),
        ("ID", "Gaji: Rp 6 juta - 9 juta per bulan", (6_000_000, 9_000_000, "IDR", "month")),
        ("VN", "Lương: 25 triệu - 35 triệu VNĐ/tháng", (25_000_000, 35_000_000, "VND", "month")),
        ("VN", "Mức lương: 18.000.000 - 22.000.000 VND", (18_000_000, 22_000_000, "VND", None)),
    ],
)
def test_magnitudes_are_kept(country: str, text: str, expected: Expected) -> None:
    assert paid(country, text) == expected


@pytest.mark.parametrize(
    ("country", "text", "expected"),
    [
        ("ZA", "Salary: R18 500 - R22 000 per month", (18_500, 22_000, "ZAR", "month")),
        ("ZA", "R450,000 - R600,000 per annum CTC", (450_000, 600_000, "ZAR", "year")),
        ("PK", "Salary: PKR 120,000 - 150,000 per month", (120_000, 150_000, "PKR", "month")),
        ("TR", "Maaş: 45.000 TL - 60.000 TL aylık", (45_000, 60_000, "TRY", "month")),
        ("HU", "Fizetés: bruttó 700 000 - 900 000 Ft / hó", (700_000, 900_000, "HUF", "month")),
        ("HU", "Bruttó bér: 650.000 HUF/hó", (650_000, 650_000, "HUF", "month")),
        ("RO", "Salariu: 6.000 - 8.000 lei net pe lună", (6_000, 8_000, "RON", "month")),
        ("NO", "Lønn: 280 kr per time", (280, 280, "NOK", "hour")),
        ("DK", "Timeløn: 185 kr.", (185, 185, "DKK", "hour")),
        ("SE", "Månadslön: 38 500 SEK", (38_500, 38_500, "SEK", "month")),
        ("CZ", "Plat: 250 Kč/hod", (250, 250, "CZK", "hour")),
        ("JP", "年俸 8,000,000円", (8_000_000, 8_000_000, "JPY", "year")),
        ("JP", "Salary: ¥350,000 - ¥420,000 per month", (350_000, 420_000, "JPY", "month")),
        ("AE", "Salary: AED 12,000 - 15,000 per month", (12_000, 15_000, "AED", "month")),
        ("MY", "Salary: RM4,000 - RM5,500 per month", (4_000, 5_500, "MYR", "month")),
        ("PH", "Salary: ₱35,000 - ₱42,000 per month", (35_000, 42_000, "PHP", "month")),
        ("KE", "Salary: KSh 80,000 - 95,000 per month", (80_000, 95_000, "KES", "month")),
        ("NG", "Salary: ₦250,000 - ₦300,000 monthly", (250_000, 300_000, "NGN", "month")),
        ("US", "Salary: USD95,000-USD120,000 annually", (95_000, 120_000, "USD", "year")),
        ("US", "Pay: 28 dollars an hour", (28, 28, "USD", "hour")),
        ("CA", "Taux horaire : 24,75 $ à 31,20 $", (24.75, 31.2, "CAD", "hour")),
        ("CA", "Salaire annuel : 62 000 $ - 74 000 $", (62_000, 74_000, "CAD", "year")),
        ("AU", "Salary: $95,000 + super per annum", (95_000, 95_000, "AUD", "year")),
        ("FR", "TJM : 500 €", (500, 500, "EUR", "day")),
        ("GB", "£420 p/d outside IR35", (420, 420, "GBP", "day")),
        ("NL", "Tarief: € 85 per uur excl. btw", (85, 85, "EUR", "hour")),
        ("MX", "Sueldo: $14,000 a $16,500 mensuales", (14_000, 16_500, "MXN", "month")),
        ("UA", "Зарплата: 40 000 - 55 000 грн/мес", (40_000, 55_000, "UAH", "month")),
    ],
)
def test_the_money_of_many_countries_is_read(country: str, text: str, expected: Expected) -> None:
    assert paid(country, text) == expected


@pytest.mark.parametrize(
    ("country", "text"),
    [
        ("US", "Salary: $100,00.00 per year"),
        ("US", "Salary: $45,000 - $6O,OOO,0000 per year"),
        ("US", "Pay: $1,2,3 per hour"),
        ("US", "Compensation: manage a $2M - $5M portfolio"),
        ("US", "We pay attention to our $3M budget"),
        ("US", "Pay: 40 hours per week, 8 hour shifts"),
        ("US", "Salary reviews happen 2 times per year; R2 000 is our robot"),
        ("GB", "Company turnover of £12m per year"),
        ("GB", "Car allowance: £5,000 per annum"),
        ("DE", "Umsatz von 50.000 € pro Monat"),
        ("DE", "Fahrtkostenzuschuss: 50 € pro Monat"),
        ("FR", "Prime de 1 500 € par an"),
        ("FR", "Chiffre d'affaires : 40 000 € par mois"),
        ("NL", "Reiskostenvergoeding van € 200 per maand"),
        ("ES", "Presupuesto: facturación de 30.000 € al mes"),
        ("IT", "Buoni pasto da 8 € al giorno"),
        ("SE", "Friskvårdsbidrag 5 000 kr per år"),
        ("PL", "Budżet szkoleniowy 5 000 zł rocznie"),
        ("IN", "Insurance cover of ₹5 lakhs per annum"),
        ("JP", "売上10億円の会社です"),
    ],
)
def test_what_is_not_pay_or_not_whole_is_not_read(country: str, text: str) -> None:
    assert paid(country, text) == NONE


@pytest.mark.parametrize(
    ("country", "text", "expected"),
    [
        ("IN", "Rs. 25,000/month", (25_000, 25_000, "INR", "month")),
        ("IN", "A desk in Pune.\nRs 25,000 per month", (25_000, 25_000, "INR", "month")),
        ("ID", "Rp 8.000.000 - 10.000.000 per bulan", (8_000_000, 10_000_000, "IDR", "month")),
        ("IT", "RAL 28k-32k", (28_000, 32_000, None, "year")),
        ("CO", "COP 3.500.000 mensuales", (3_500_000, 3_500_000, "COP", "month")),
        ("AR", "ARS 1.200.000 mensuales", (1_200_000, 1_200_000, "ARS", "month")),
        ("MY", "RM 3,500 - RM 4,500 per month", (3_500, 4_500, "MYR", "month")),
        ("QA", "QAR 8,000 per month", (8_000, 8_000, "QAR", "month")),
    ],
)
def test_a_currency_may_open_a_line(country: str, text: str, expected: Expected) -> None:
    assert paid(country, text) == expected


@pytest.mark.parametrize(
    ("country", "text", "expected"),
    [
        ("FR", "40 - 50k€ selon profil", (40_000, 50_000, "EUR", None)),
        ("FR", "Rémunération 40/50k€", (40_000, 50_000, "EUR", None)),
        ("DE", "45.000 - 52.000 € je nach Erfahrung", (45_000, 52_000, "EUR", None)),
        ("RO", "4.500 - 5.500 lei net", (4_500, 5_500, "RON", None)),
        ("CL", "Sueldo: $900.000 líquidos mensuales", (900_000, 900_000, "CLP", "month")),
        ("AU", "$95,000 plus superannuation", (95_000, 95_000, "AUD", None)),
        ("US", "We match up to 6%. $65,000.00 - $72,500.00 annually", (65_000, 72_500, "USD", "year")),
        ("US", "A fund of $40,000 - $50,000 net income", NONE),
        ("US", "Our net worth is $95,000", NONE),
    ],
)
def test_what_pay_depends_on_and_what_is_left_of_it_tell_that_it_is_pay(
    country: str, text: str, expected: Expected
) -> None:
    assert paid(country, text) == expected

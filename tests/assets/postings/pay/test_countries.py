"""Pay as postings of forty countries write it, one line each: written down before the rules ran on them."""

import pytest

from assets.postings.pay.posting_pay import read_pay

# Country, words, and what a careful reader notes: least, most, currency, period; "-" stands for none.
LINES = """
GB|Salary: £22,308 (based on 36 hours a week)|22308 22308 GBP -
GB|Pay rate: £13.50 ph, 45 hours pw|13.5 13.5 GBP hour
GB|£32k-£36k, 37.5hrs/week, hybrid 2 days a week|32000 36000 GBP -
US|Pay: $18 - $20, 25-30 hours/week|18 20 USD -
US|Salary: $52,000/yr; 40 hrs/wk; 10 days PTO/yr|52000 52000 USD year
US|$75,000 annually for a 4-day, 32-hour week|75000 75000 USD year
US|Base pay: $31.25 hourly (36 hours weekly)|31.25 31.25 USD hour
CA|Salary: $41,600 yearly, 37.5 hours per week|41600 41600 CAD year
DE|Gehalt: 2.500 - 3.000 € brutto bei 40 Std./Woche|2500 3000 EUR -
DE|Vergütung 15 €/Std., 20 Stunden pro Woche|15 15 EUR hour
NL|Salaris € 2.400 - € 2.900 op basis van 38 uur per week|2400 2900 EUR -
FR|Salaire : 1 900 € brut mensuel, 35h/semaine|1900 1900 EUR month
ES|Salario 18.000 € brutos/año, 30 días de vacaciones al año|18000 18000 EUR year
PT|Salário: 950 € por mês, 40 horas por semana|950 950 EUR month
PL|Wynagrodzenie 5 500 zł brutto, 40 godzin tygodniowo|5500 5500 PLN -
DK|Løn 32.000 kr. pr. måned ved 37 timer om ugen|32000 32000 DKK month
SE|Lön 165 kr/tim, 30 timmar i veckan|165 165 SEK hour
NO|Lønn kr 520 000 per år, 37,5 timer per uke|520000 520000 NOK year
US|Compensation: $95,000-115,000/year|95000 115000 USD year
US|Pay: $20 to 24 per hour|20 24 USD hour
US|Salary range: 70-85K|70000 85000 - -
US|Pay Range $27.88—$41.83 USD|27.88 41.83 USD -
US|Pay: $1,100 to $1,400 per week|1100 1400 USD week
US|The range for this role is $150,000.00 to $180,000.00 (USD) per year|150000 180000 USD year
GB|Rate: £18 - £21ph|18 21 GBP hour
GB|£600-650 per day|600 650 GBP day
GB|Salary - £40000 - £45000 per annum|40000 45000 GBP year
GB|Salary: circa £55,000|55000 55000 GBP -
IE|Salary: between €42k and €48k|42000 48000 EUR -
DE|Jahresbruttogehalt: 48.000–54.000 EUR|48000 54000 EUR year
DE|Gehaltsspanne: 45k - 55k EUR|45000 55000 EUR -
AT|Mindestgehalt: EUR 2.650,- brutto pro Monat|2650 - EUR month
AT|Bruttojahresgehalt ab EUR 42.000,--|42000 - EUR year
CH|Jahreslohn: Fr. 90'000.- bis Fr. 105'000.-|90000 105000 CHF year
FR|Rémunération : 32K€ - 38K€ selon profil|32000 38000 EUR -
FR|Salaire : 13,50 € / heure|13.5 13.5 EUR hour
BE|Salaire mensuel brut : 3.200 €|3200 3200 EUR month
ES|Salario bruto anual: 28.000€ - 32.000€|28000 32000 EUR year
ES|Retribución: 12 €/hora|12 12 EUR hour
MX|Salario: $20,000 MXN mensuales netos|20000 20000 MXN month
CO|Salario: $2.500.000 mensuales|2500000 2500000 COP month
CL|Sueldo líquido: $900.000 mensual|900000 900000 CLP month
AR|Sueldo: $850.000 por mes|850000 850000 ARS month
PE|Sueldo: S/ 2,500 mensual|2500 2500 PEN month
BR|Remuneração: R$ 8.000 - R$ 10.000 CLT|8000 10000 BRL -
BR|Salário de R$ 2.500,00 + VR + VT|2500 2500 BRL -
PT|Vencimento: 1.800€ brutos mensais|1800 1800 EUR month
IT|Stipendio: 24.000 - 28.000 euro lordi annui|24000 28000 EUR year
IT|Retribuzione lorda mensile: 1.450 €|1450 1450 EUR month
NL|Salarisindicatie: €3.000 - €4.000 bruto p/m|3000 4000 EUR month
NL|Je verdient € 16,20 per uur|16.2 16.2 EUR hour
PL|Widełki: 16 000 – 22 000 PLN + VAT (B2B)|16000 22000 PLN -
PL|Stawka godzinowa: 31,40 zł brutto|31.4 31.4 PLN hour
CZ|Nabízíme mzdu 45 000 Kč hrubého měsíčně|45000 45000 CZK month
SE|Månadslön mellan 42 000 kr och 48 000 kr|42000 48000 SEK month
NO|Timelønn: kr 220-250|220 250 NOK hour
FI|Palkka: 3 200 - 3 800 €/kk|3200 3800 EUR month
HU|Órabér: nettó 2 500 Ft|2500 2500 HUF hour
TR|Ücret: 35.000 - 40.000 TL|35000 40000 TRY -
GR|Salary: €1.200 - €1.400 per month|1200 1400 EUR month
RU|Зарплата: от 120 000 до 160 000 руб. в месяц|120000 160000 RUB month
IN|Pay: ₹15,000.00 - ₹20,000.00 per month|15000 20000 INR month
IN|Salary up to 15 LPA|- 1500000 INR year
IN|CTC 10 Lakhs to 14 Lakhs|1000000 1400000 INR -
IN|Stipend/Salary: 25k per month|25000 25000 - month
IN|Budget: ₹18 LPA max|- 1800000 INR year
PK|Salary: Rs. 60,000 - 80,000 monthly|60000 80000 PKR month
LK|Salary LKR 150,000 per month|150000 150000 LKR month
BD|Salary: BDT 40,000 - 50,000 (Monthly)|40000 50000 BDT month
SG|Salary: SGD4,000-SGD5,000 per month|4000 5000 SGD month
SG|$5k - $6.5k monthly salary|5000 6500 SGD month
MY|Gaji: RM 2,800 - RM 3,200|2800 3200 MYR -
ID|Gaji Rp5.000.000 - Rp7.000.000 per bulan|5000000 7000000 IDR month
TH|Salary: 35,000 - 45,000 THB per month|35000 45000 THB month
PH|Salary: PHP 25,000 - PHP 30,000 monthly|25000 30000 PHP month
HK|Salary: HKD 30,000 - 38,000 per month|30000 38000 HKD month
TW|Salary: NT$60,000 - NT$80,000 per month|60000 80000 TWD month
JP|年収 450万円 ～ 700万円|4500000 7000000 JPY year
JP|月給 280,000円以上|280000 - JPY month
JP|日給12,000円|12000 12000 JPY day
JP|時給1,200円〜1,500円|1200 1500 JPY hour
JP|想定年収：600～1,000万円|6000000 10000000 JPY year
CN|20-40K·15薪|20000 40000 - month
CN|薪资范围：8000-12000元/月|8000 12000 CNY month
CN|年薪40万以上|400000 - - year
KR|월급 250만원 ~ 300만원|2500000 3000000 KRW month
VN|Thu nhập: từ 12 triệu/tháng|12000000 - VND month
VN|Lương: 1.000 - 1.500 USD/tháng|1000 1500 USD month
ZA|Salary: R35k per month|35000 35000 ZAR month
ZA|R 300 000 per annum|300000 300000 ZAR year
NG|Salary: NGN 400,000 - 500,000/month|400000 500000 NGN month
AE|AED 8000 - 10000/month|8000 10000 AED month
SA|Salary: SAR 9,000 monthly|9000 9000 SAR month
IL|Salary: ₪18,000 - ₪22,000 per month|18000 22000 ILS month
AU|Salary: $85k-$95k plus super|85000 95000 AUD -
AU|$45.50 per hour + super|45.5 45.5 AUD hour
NZ|$28.95 - $32.00 per hour|28.95 32 NZD hour
US|Up to $45/hr plus mileage|- 45 USD hour
US|Starting pay $19/hr|19 - USD hour
US|Make $1,000+ weekly|1000 - USD week
US|Salary: $65,000 minimum|65000 - USD -
US|Annual base: $140,000 - $175,000; target bonus 15%|140000 175000 USD year
US|Salary: $120,000 per year + $20,000 signing bonus|120000 120000 USD year
US|Hourly: $16-$18|16 18 USD hour
US|Compensation range: 85,000.00 - 105,000.00 USD annually|85000 105000 USD year
US|Pay: $15.00-$17.00 /hour|15 17 USD hour
US|$50/hour C2C or $45/hour W2|50 50 USD hour
GB|Salary: £25,000 rising to £28,000 after probation|25000 25000 GBP -
GB|NHS Band 6: £37,338 to £44,962 a year|37338 44962 GBP year
GB|Salary: c. £60k + car|60000 60000 GBP -
GB|Salary: £12.21ph rising to £13.00ph|12.21 12.21 GBP hour
GB|TTO: £24,000 FTE (£18,500 actual)|24000 24000 GBP -
US|Salary: 4.5 stars on reviews|- - - -
US|We raised $12 million and pay well|- - - -
US|Pay grade 12, room 40,000|- - - -
DE|Wir haben ein Budget von 200.000 € für Weiterbildung|- - - -
FR|Titres-restaurant de 9 € par jour|- - - -
NL|Opleidingsbudget van € 2.000 per jaar|- - - -
US|Salary: $9O,000 per year|- - - -
US|Salary: $1.234.56 per hour|- - - -
US|Tuition: $10,000 per year|- - - -
GB|Salary: £36,000 – £41,000 per annum, dependent on experience (37 hours per week)|36000 41000 GBP year
GB|Salary: £11.50 - £12.75 an hour plus holiday pay|11.5 12.75 GBP hour
GB|Up to £55k DOE, 25 days holiday|- 55000 GBP -
GB|Salary: £2,100 pcm|2100 2100 GBP month
GB|Salary: £500pw|500 500 GBP week
GB|Salary: £45,000 basic + uncapped commission (OTE £90,000)|45000 45000 GBP -
GB|Contract rate: £375 - £425 per day via umbrella|375 425 GBP day
GB|Salary: in the region of £48,000|48000 48000 GBP -
GB|Full-time, 40 hours per week, £27,000 per annum|27000 27000 GBP year
US|Pay: $17.25/hr + tips|17.25 17.25 USD hour
US|Salary Range: $98,400 - $147,600 (40 hours/week)|98400 147600 USD -
US|The anticipated hiring range is $72,000—$86,500 annually|72000 86500 USD year
US|Pay rate is $23.50/hour for 30 hours per week|23.5 23.5 USD hour
US|Base salary: $180K to $220K + equity|180000 220000 USD -
US|Hourly pay range: $33.17 to $46.44|33.17 46.44 USD hour
US|$40-$45/hr, 6 month contract, 40 hours per week|40 45 USD hour
US|Salary: Up to $135,000/year|- 135000 USD year
US|Weekly pay: $1,850 - $2,050|1850 2050 USD week
US|Pay: not less than $16.90 per hour|16.9 - USD hour
US|$85k to $100k, 4 weeks vacation per year|85000 100000 USD -
US|Compensation: $62,400 annual salary, 80 hours PTO per year|62400 62400 USD year
US|Salary: $100k/$120k depending on level|100000 120000 USD -
US|Minimum Salary: $58,240.00 Maximum Salary: $87,360.00 annually|58240 87360 USD year
CA|Salary: $32.50 to $38.00 hourly, 35 hours per week|32.5 38 CAD hour
CA|Rémunération : 55 000 $ à 68 000 $ par année|55000 68000 CAD year
CA|Salaire : 22,50 $/h, 40 heures par semaine|22.5 22.5 CAD hour
AU|$110,000 - $120,000 + 11.5% super|110000 120000 AUD -
AU|Salary: $38.50 p/h + penalties|38.5 38.5 AUD hour
NZ|Salary: $75,000 to $90,000 per annum|75000 90000 NZD year
IE|Salary: €30,000 - €33,000 p.a., 39 hours p/w|30000 33000 EUR year
DE|Gehalt: 3.200 bis 3.800 Euro brutto pro Monat|3200 3800 EUR month
DE|Stundenlohn ab 14,50 Euro, 20-30 Stunden pro Woche|14.5 - EUR hour
DE|Wir zahlen 4.000 € brutto im Monat bei einer 38-Stunden-Woche|4000 4000 EUR month
DE|Jahresgehalt: 60.000 - 75.000 EUR zzgl. Bonus|60000 75000 EUR year
DE|Einstiegsgehalt von mindestens 48.000 € p.a.|48000 - EUR year
DE|Tagessatz: 650 - 750 €|650 750 EUR day
DE|Gehalt: bis 80k|- 80000 - -
AT|KV-Mindestgehalt: € 2.350,- brutto/Monat (38,5 Wochenstunden)|2350 - EUR month
CH|Stundenlohn CHF 28.50|28.5 28.5 CHF hour
FR|Salaire : 28 K€ à 32 K€ bruts annuels sur 13 mois|28000 32000 EUR year
FR|Salaire entre 1 850 € et 2 050 € bruts mensuels|1850 2050 EUR month
FR|Taux horaire : 12,50 € brut|12.5 12.5 EUR hour
FR|Rémunération fixe : 40 000 € + variable|40000 40000 EUR -
ES|Salario: 1.300€ - 1.500€ netos/mes|1300 1500 EUR month
ES|Sueldo: 25k-30k € brutos anuales|25000 30000 EUR year
ES|Salario: 9,50 € la hora|9.5 9.5 EUR hour
PT|Salário base: 1.050,00 € mensais + subsídio de alimentação|1050 1050 EUR month
IT|RAL: 28k - 32k|28000 32000 - year
IT|Retribuzione: 1.300 € netti al mese per 14 mensilità|1300 1300 EUR month
IT|Compenso: 10 € l'ora|10 10 EUR hour
NL|Een salaris tussen de € 3.500 en € 5.000 bruto per maand|3500 5000 EUR month
NL|Uurtarief: €75 - €90|75 90 EUR hour
NL|Salaris: €45.000 - €55.000 bruto per jaar (40 uur)|45000 55000 EUR year
BE|Loon: € 15,80 per uur + maaltijdcheques|15.8 15.8 EUR hour
PL|Wynagrodzenie: 30,50 zł/godz. brutto|30.5 30.5 PLN hour
PL|Zarobki: 5000-6500 zł netto/mies.|5000 6500 PLN month
CZ|Mzda: od 35 000 Kč|35000 - CZK -
SE|Lön: 28 500–33 000 kr/mån|28500 33000 SEK month
DK|Løn: 175-195 kr. i timen|175 195 DKK hour
NO|Lønn: 550 000 - 650 000 NOK per år|550000 650000 NOK year
FI|Palkka: 14,50 €/h|14.5 14.5 EUR hour
TR|Maaş: 30.000 - 35.000 TL|30000 35000 TRY -
BR|Salário: R$ 1.800,00 mensal, 44 horas semanais|1800 1800 BRL month
BR|Salário: R$ 3.500,00|3500 3500 BRL -
MX|Sueldo mensual: $12,000 - $15,000 MXN|12000 15000 MXN month
AR|Salario: ARS 1.200.000 mensuales|1200000 1200000 ARS month
IN|Salary: ₹3,00,000 - ₹5,00,000 a year|300000 500000 INR year
IN|Salary: 4.5 - 6 LPA|450000 600000 INR year
IN|Pay: From ₹18,000 per month|18000 - INR month
IN|CTC up to 20 lakhs per annum|- 2000000 INR year
JP|年収：400万円～|4000000 - JPY year
JP|月給 22万円 ～ 30万円（固定残業代含む）|220000 300000 JPY month
JP|時給 1,150円 ～ 1,400円|1150 1400 JPY hour
JP|月給20万円、週40時間|200000 200000 JPY month
CN|月薪: 8千-1.2万|8000 12000 - month
CN|15000-20000元/月|15000 20000 CNY month
KR|월 300만원|3000000 3000000 KRW month
VN|Lương: 10.000.000 - 15.000.000 đồng/tháng|10000000 15000000 VND month
ZA|Salary: R15 000 p/m|15000 15000 ZAR month
ZA|R650 per day|650 650 ZAR day
ZA|Market related salary of R1.2 million per annum|1200000 1200000 ZAR year
PH|Php 18,000 - Php 22,000 monthly salary|18000 22000 PHP month
SG|Salary: $3,200 - $3,800 per month, 5 days work week|3200 3800 SGD month
AE|Salary: AED 5,000 + accommodation|5000 5000 AED -
EG|Salary: EGP 12,000 - 15,000 net per month|12000 15000 EGP month
US|Bonus: $5,000 sign-on. Pay: $32/hr|32 32 USD hour
US|Earn up to $2,000 in referral bonuses|- - - -
US|Salary commensurate with experience; 10 paid holidays per year|- - - -
US|Lift up to 50 pounds; pay is weekly|- - - -
US|Pay: weekly, 401(k) match of $3,000 per year|- - - -
GB|Salary: competitive; £250 referral scheme|- - - -
DE|Startbonus: 1.000 €|- - - -
DE|Gehalt: nach Vereinbarung, 30 Tage Urlaub|- - - -
FR|Salaire selon profil, carte tickets restaurant 10 €/jour|- - - -
JP|給与: 経験による。社員数 1,200名|- - - -
"""


@pytest.mark.parametrize("line", LINES.strip().splitlines())
def test_pay_is_read_as_a_careful_reader_notes_it(line: str) -> None:
    country, rest = line.split("|", 1)
    text, expected = rest.rsplit("|", 1)
    pay = read_pay({}, "", text, country)
    read = [f"{value:g}" if isinstance(value, float) and value < 1e5 else value for value in (pay.min, pay.max)]
    shown = [f"{value:.0f}" if isinstance(value, float) else value or "-" for value in read]
    assert [*shown, pay.currency or "-", pay.period or "-"] == expected.split()

"""A word is a name where it is written, listed or asked for as one; guards are whole words and cancel no full name."""

import pytest

from assets.skills.extraction import extract_skills

PLAIN = {
    "Rust": "Rust removal and painting|remove rust from pipes",
    "Spring Framework": "Spring cleaning and spring planting",
    "Zoom": "Zoom lens photography",
    "Sketch": "Sketch ideas on paper",
    "Angular": "Angular parts and angular grinders",
    "Ruby": "Ruby jewellery sales|Julia and Ruby will meet you|Contact Ruby in HR",
    "Julia": "Julia and Ruby will meet you|Julia will train you",
    "Tableau": "Tableau of flowers|Tableau vivant",
    "pandas": "Pandas and bears at the zoo",
    "Haskell": "Haskell Street clinic|Haskell avenue",
    "Asana": "Asana yoga poses",
    "Sage": "Sage and thyme seasoning",
    "Xero": "Xero tolerance",
    "Express.js": "You give your express consent|Freedom to express yourself|Express delivery driver|Express trains",
    "Microsoft Outlook": "Outlook for growth|The outlook is bright",
    "Microsoft Access": "Access to a company car|Access ramp for wheelchairs",
    "Microsoft Excel": "You excel at teamwork|Excel in your career",
    "Lean Manufacturing": "Able to stand, kneel, lean and bend|Lean meat preparation",
    "Docker": "Docker at the harbour",
    "Apache Airflow": "Balance temperature and airflow|airflow through the ducts",
    "Polish": "Polish and wax floors|Polish the silver",
    "C": "Grade C in maths|Hepatitis C treatment|Class C licence|Schedule A, B, C|Work at 30 °C|C-section|Plan C",
    "R": "Blood group R|R rated films",
    "React": "React calmly in emergencies|A react-and-adapt attitude",
    "Ruby on Rails": "Rails and fences",
    "Apache Parquet": "Parquet floors",
    "Flutter": "Flutter of wings",
    "Maple": "Maple trees",
}
NAMES = {
    "Apache Spark": "Experience with Spark at scale and SQL|Strong Spark skills|Apache Spark and Kafka"
    "|Hands-on experience with Spark.",
    "Apache Airflow": "dbt and Airflow|Dagster and Airflow|Airflow for orchestration",
    "Polish": "Polish and English|Polish and German speaking|Fluent Polish",
    "Microsoft Excel": "Microsoft Excel at an advanced level|Strong MS Excel in a finance team"
    "|Excel to a high standard|You use "
    "Microsoft Excel as your main tool|Buenos conocimientos de Excel",
    "React": "You use React to build web pages|Using React to build user interfaces|React with TypeScript",
    "Workday": "Experience of the Workday HRIS|Work in the Workday HCM system|Experience with the Workday platform",
    "Microsoft Access": "Use Microsoft Access to build reports",
    "Microsoft Outlook": "Experience with Microsoft Outlook on Windows|Outlook and Word",
    "Helm": "Deploy with the Helm charts of the team|Experience with Helm, Argo CD",
    "Go": "Experience with Go|Python/Go",
    "C": "Experience with Go, Rust and C.|C/C++ and C# programming|C and assembly on ARM|Programming in C",
    "R": "You know R and SQL.|R for statistics",
    "Tableau": "Reports in Tableau|Tableau dashboards|Power BI or Tableau|Tableau (2 years)|Tableau",
    "Ruby": "Ruby and Rails|Ruby services in production|Use Ruby to write services",
    "Angular": "Angular components|Angular, React or Vue",
    "Docker": "Docker for local development|Docker and Kubernetes",
    "German": "German at B2 level",
    "dbt": "dbt in a project of more than a year",
    "Python": "Python to automate tasks|_Python_ every day",
    "Computer-Aided Design (CAD)": "CAD drawings in CAD/CAM",
}


def pairs(table: dict[str, str]) -> list[tuple[str, str]]:
    return [(skill, sentence) for skill, sentences in table.items() for sentence in sentences.split("|")]


def names(sentence: str) -> set[str]:
    text = f"About us\nWe farm.\n\nRequirements\n- {sentence}\n- Years in a similar role\n\nWhat we offer\n- Holiday\n"
    hits = extract_skills("", text)
    assert all(text[hit.start : hit.end] == hit.text for hit in hits)
    return {hit.skill for hit in hits}


@pytest.mark.parametrize(("skill", "sentence"), pairs(PLAIN))
def test_a_plain_word_is_no_name(skill: str, sentence: str) -> None:
    assert skill not in names(sentence)


@pytest.mark.parametrize(("skill", "sentence"), pairs(NAMES))
def test_a_name_is_read_whatever_word_it_could_be(skill: str, sentence: str) -> None:
    assert skill in names(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Experience with Go",
        "Hands-on experience with Spark.",
        "Strong Spark skills",
        "Scala/Spark",
        "Conocimientos de Excel",
    ],
)
def test_what_asks_for_a_name_needs_no_section(sentence: str) -> None:
    assert {"Go", "Apache Spark", "Microsoft Excel"} & {hit.skill for hit in extract_skills("", sentence)}


@pytest.mark.parametrize("line", ["Marketing for sports clubs", "Pricing, negotiations and closing"])
def test_a_competence_of_one_sense_counts_without_words_that_speak_for_it(line: str) -> None:
    found = {hit.skill for hit in extract_skills("", f"Requirements\n- {line}\n- Some years in a similar role")}
    assert found & {"Marketing", "Pricing Strategy"}


@pytest.mark.parametrize(
    ("text", "skill"),
    [
        ("Requirements\n- Approved electrician with ECS and the 18th edition", "ECS Card"),
        ("Requirements\n- Deployments on AWS: ECS, Lambda and S3", "Amazon ECS"),
    ],
)
def test_what_stands_beside_a_short_name_of_two_trades_tells_which_is_meant(text: str, skill: str) -> None:
    assert {"ECS Card", "Amazon ECS"} & {hit.skill for hit in extract_skills("", text)} == {skill}

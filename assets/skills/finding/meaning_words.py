"""The words around a name that tell whether it is meant as one: what may follow, grades, persons, places. No rules."""

import re

# What may follow a name, be it the first word of its sentence or not.
_GOES_ON_WORDS = (
    "skills|skill|experience|knowledge|proficiency|expertise|ability|background|certification|"
    "certifications|certified|developer|developers|programmer|programmers|programming|development|"
    "engineer|engineers|administrator|administration|admin|admins|scripting|scripts|script|coding|code|"
    "codebase|codebases|queries|jobs|clusters|cluster|pipelines|projects|project|apps|app|application|"
    "applications|dashboards|dashboard|reports|reporting|components|component|framework|frameworks|"
    "platform|platforms|software|tool|tools|tooling|system|systems|service|services|microservices|models|"
    "model|user|users|environment|environments|ecosystem|library|libraries|language|languages|stack|"
    "servers|server|modules|plugins|integrations|integration|workflows|templates|functions|macros|"
    "formulas|sheets|spreadsheets|databases|database|forms|training|architect|consultant|specialist|"
    "expert|analyst|proficient|is|are|would|should|must|required|preferred|desirable|desired|essential|"
    "necessary|advantage|plus|bonus|ideally|including|include|e.g|speaker|speakers|speaking|fluency|"
    "fluent|native|mandatory|level|version|versions|suite|written|verbal|spoken|oral|api|apis|backend|"
    "frontend|web|data|test|tests|testing|collections|pages|spaces|boards|ecosystem|unit|end|interface|"
    "online|or"
)
GOES_ON = frozenset(_GOES_ON_WORDS.split("|"))
_PREPOSITIONS_WORDS = "for|to|at|on|in|with|through|from|as|by|within|when|into|over|across|around"
PREPOSITIONS = frozenset(_PREPOSITIONS_WORDS.split("|"))
_ALSO_WORDS = (
    "other|others|similar|related|equivalent|comparable|associated|its|the|any|more|some|a|an|various|"
    "strong|good|excellent|basic|advanced|proven|solid|general|experience|knowledge|understanding|"
    "working|familiarity|able|ideally|preferably|one|at"
)
ALSO = frozenset(_ALSO_WORDS.split("|"))
NEXT = re.compile(r"(?:\s|-)([^\W\d_]+(?:\.[a-z])?)")
SECOND = re.compile(r"\s+([^\W\d_]+)")
LAST = re.compile(r"([^\W_]+)[^\w.!?:;\n]*$")
_PLACES_WORDS = (
    "Street|Road|Avenue|Lane|Drive|Court|Square|Park|House|Hospital|School|Clinic|Hotel|Station|Tuesday|Springs"
)
PLACES = frozenset(_PLACES_WORDS.split("|"))
# What a single letter behind it is a grade, a class or a part of: "Grade C", "blood group R", "30 °C".
_GRADES_WORDS = (
    "grade|grades|class|classes|category|categories|cat|series|schedule|plan|type|hepatitis|vitamin|"
    "group|level|levels|section|part|tier|zone|building|block|unit|room|appendix|annex|annexe|band|phase|"
    "form|wing|hall|gate|terminal|exhibit|title|chapter|figure|table|option|point|item|licence|license|"
    "size|scale|serie|stage|cohort|area|key|floor|round"
)
GRADES = frozenset(_GRADES_WORDS.split("|"))
LETTER_BEFORE = re.compile(r"(?<![\w+#.])([A-Z])(?:,? ?(?:and |or |& )?|/)$")
LETTER_BEHIND = re.compile(r"(?:, ?(?:and |or )?|/| & | and | or )([A-Z])(?![\w+#.'])")
LETTER_JOINED = re.compile(r"-(?!based|program|lang|like|style|code|shiny)[A-Za-z]|['’]")
PERSON_BEFORE = re.compile(
    r"\b(?:contact|ask for|call|meet|email|speak (?:to|with)|report(?:s|ing)? to|mr|mrs|ms|dear|dr)\.? $", re.IGNORECASE
)
PERSON_BEHIND = re.compile(
    r" (?:will|would|can|is happy to|is looking forward to|looks? forward to)"
    r" (?:meet|call|contact|welcome|guide|show|answer|help|train|interview|be (?:happy|your|pleased|in touch)"
    r"|greet|explain)"
    r"| (?:from|in) (?:our )?(?:HR|People|Human Resources|Recruitment|recruiting)\b"
)
_HYPHENED_WORDS = "and|to|in|on|out|up|off|the"
HYPHENED = frozenset(_HYPHENED_WORDS.split("|"))

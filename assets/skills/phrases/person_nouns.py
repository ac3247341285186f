"""Nouns that a stem of the taxonomy must not take: "manag*" means managing, not the manager; "face*" no Facebook.

A stem that spells such a noun out ("manager*") means it.
"""

_NOUNS = (
    "adviser|advertiser|administrator|buyer|builder|closer|consultant|container|coordinator|creator|customer|dealer"
    "|designer|developer|director|distributor|driver|editor|executive|facebook|leader|leadership|maintainer|manager"
    "|marketer|operator|organiser|organizer|owner|performer|planner|player|presenter|processor|producer|programmer"
    "|promoter|provider|publisher|reader|receiver|recruiter|reporter|representative|researcher|reviewer|seller|server"
    "|speaker|supervisor|supplier|supporter|teacher|tester|trainer|user|writer"
)
# Token -> letters of the noun: shorter stems do not take it.
LENGTHS = {form: len(noun) for noun in _NOUNS.split("|") for form in (noun, f"{noun}s")}

"""A language ready to search: the phrases of its list in one index, and which names of the taxonomy count in it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

from assets.skills.finding.lexicon import Lexicon, lexicon
from assets.skills.finding.mention_kinds import Mention, code_of
from assets.skills.phrases.patterns import Element, Pattern, WordCounts, number_patterns, parse_pattern
from assets.skills.phrases.search import PatternIndex
from assets.skills.taxonomy.vocabulary import Support
from assets.skills.tongues.word_lists import WordList, word_list
from assets.skills.tongues.words import bare, fold, marked, stemmer

_NO_COUNTS = WordCounts({})
_INFLECTED_FROM = 4  # letters: shorter words count as they are written
_SHORT = 2  # letters of a name that may be anything: "R", "Go"
_NOUNS = frozenset({"de"})  # where every noun has a capital, so that it tells no name
_NAMED = frozenset({"tool", "language", "certification", "licence"})
# Families whose terms are English wherever they are used, be they one word.
_ENGLISH = frozenset(
    {
        *("Analytics and Business Intelligence", "Backend Development and Frameworks", "Cloud Computing"),
        *("Cybersecurity", "Data Engineering", "Databases", "DevOps and Site Reliability", "Machine Learning"),
        *("Mobile Development", "Networking, Systems and IT Support", "Programming Languages"),
        *("Software Engineering Practice", "Software Testing and QA", "Software and Enterprise Architecture"),
        *("Web and Frontend Development", "Design and User Experience", "Product and Project Management"),
    }
)


@dataclass(frozen=True, eq=False)
class Tongue:
    """A language. Compared by identity.

    Attributes:
        words: Its list.
        phrases: Finds the list's phrases; a match's payload is that of `code_of`.
    """

    words: WordList
    lexicon: Lexicon
    phrases: PatternIndex[int]

    def counts(self, mention: Mention) -> bool:
        """Whether a name of the taxonomy is one in this language, too."""
        skill, surface = mention.skill, mention.surface.decode("latin-1")
        if mention.support != Support.STATED or skill.kind != "hard" or mention.is_homonym:
            return False
        if skill.type == "human_language":
            return False
        if surface in self.words.plain and (mention.shape == "lower" or self.words.language in _NOUNS):
            return False
        if skill.imported or skill.type in _NAMED:
            return not (mention.shape == "lower" and skill.is_also_a_word)
        return " " in surface or skill.family in _ENGLISH or (mention.shape == "upper" and len(surface) > _SHORT)

    def is_doubted(self, mention: Mention) -> bool:
        """Whether a name is a word of the language, or so short that it may be anything: "Tableau", "R"."""
        surface = mention.surface.decode("latin-1")
        return surface in self.words.plain or (mention.is_ambiguous and len(surface) <= _SHORT)


@cache
def tongue(language: str) -> Tongue:
    """The language of a code, built when it is first met: some 20 ms.

    Raises:
        ValueError: The list names a skill that the taxonomy does not have.
    """
    known, words = lexicon(), word_list(language)
    numbers = {skill.name: number for number, skill in enumerate(known.skills)}
    missing = sorted(set(words.skills) - set(numbers))
    if missing:
        raise ValueError(f"lists/{language}.yaml: the taxonomy has no {', '.join(map(repr, missing))}")
    stem = stemmer(language)
    patterns = [
        (pattern, code_of(numbers[skill], support))
        for skill, phrases in words.skills.items()
        for phrase in phrases
        for pattern, support in _patterns(phrase, language)
    ]

    def forms(token: str) -> tuple[str, ...]:
        plain = fold(bare(token))
        return (plain, marked(stem(plain)).decode("latin-1"))

    return Tongue(words, known, PatternIndex(*number_patterns(patterns, _NO_COUNTS), forms))


def _patterns(phrase: str, language: str) -> Iterator[tuple[Pattern, Support]]:
    """A phrase's patterns; what stands word for word is a name, what leaves room between its words a paraphrase."""
    support = Support.PARAPHRASED if "~" in phrase else Support.STATED
    stem = stemmer(language)
    for pattern in parse_pattern(phrase, _NO_COUNTS):
        elements = tuple(Element(e.gap, _stemmed(e, stem), _folded(e.stems)) for e in pattern.elements)
        yield Pattern(elements, _anchor(elements)), support


def _stemmed(element: Element, stem: Callable[[str], str]) -> frozenset[bytes]:
    words = {fold(bare(word.decode("latin-1"))) for word in element.words}
    return frozenset(
        marked(stem(word)) if len(word) >= _INFLECTED_FROM and word.isalpha() else word.rstrip("&").encode("latin-1")
        for word in words
    )


def _folded(stems: tuple[bytes, ...]) -> tuple[bytes, ...]:
    return tuple(fold(bare(stem.decode("latin-1"))).encode("latin-1") for stem in stems)


def _anchor(elements: tuple[Element, ...]) -> int:
    """The element of the longest words: the rarest, as far as one can tell without counts."""
    lengths = [min(len(word) for word in (*element.words, *element.stems)) for element in elements]
    return lengths.index(max(lengths))

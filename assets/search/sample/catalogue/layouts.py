"""How a text is laid out: in sections, run together, as a short note, or as an aggregator's summary."""

from assets.search.sample.catalogue.corpus_files import Language
from assets.search.sample.catalogue.prose import Notice, Parts, Prose, Writer


def compose(notice: Notice, edition: int) -> Prose:
    """The notice's text in one edition; the same arguments always give the same words."""
    writer = Writer(notice, edition)
    parts = writer.parts()
    layout = {"summary": _summary, "paragraph": _paragraph, "note": _note}.get(notice.shape, _sections)
    return Prose(layout(writer, parts), parts.duties, parts.needs, parts.benefits)


def _sections(writer: Writer, parts: Parts) -> str:
    draws = writer.draws
    needs = _list(writer, "needs", parts.needs)
    blocks = [_list(writer, "duties", parts.duties), needs]
    if draws.chance("extras apart", 75):
        blocks.append(_list(writer, "extras", parts.extras))
    if draws.chance("needs first", 14):
        blocks = [needs, *(block for block in blocks if block != needs)]
    offer = [_list(writer, "benefits", parts.benefits)] if draws.chance("offers", 78) else []
    about = parts.about
    if not writer.notice.client and draws.chance("about has a heading", 45):
        about = f"{writer.heading('about')}\n{about}"
    lead = f"{writer.heading('role')}\n{parts.lead}" if draws.chance("lead has a heading", 40) else parts.lead
    about_last = draws.chance("about last", 25)
    top, tail = ([lead], [about]) if about_last else ([about, lead], [])
    blocks = [*top, *blocks, *_terms(writer), *offer, *tail, *_closing(writer)]
    gap = "\n" if draws.chance("no blank lines", 15) else "\n\n"
    return gap.join(block for block in blocks if block)


def _list(writer: Writer, part: str, items: tuple[str, ...]) -> str:
    """A heading and its bullets; an employer keeps to one mark and to one way of ending a line."""
    mark = writer.draws.pick("bullet", ("• ", "• ", "• ", "- ", "* ", "· ", ""))
    stop = writer.draws.pick("full stops", ("", "", "."))
    return "\n".join([writer.heading(part), *(f"{mark}{item.rstrip('.')}{stop}" for item in items)])


def _terms(writer: Writer) -> list[str]:
    """Pay and place of work, each its own short block."""
    notice, draws = writer.notice, writer.draws
    terms = []
    if notice.pay_text:
        terms.append(writer.line("pay", notice.language))
    elif draws.chance("pay is praised", 25):
        terms.append(writer.line("no_pay", notice.language))
    mode = writer.line("work_mode", notice.work_mode, notice.language)
    if mode and notice.shape == "sections" and draws.chance("mode under a heading", 35):
        mode = f"{writer.heading('where')}\n{mode}"
    return draws.shuffled("terms", [*terms, mode])


def _closing(writer: Writer) -> list[str]:
    language, draws = writer.notice.language, writer.draws
    closing = [writer.line("urgent", language)] if writer.rewritten else []
    if draws.chance("process", 35):
        closing.append(writer.line("process", language))
    if draws.chance("contact", 30):
        closing.append(writer.line("contact", language))
    if draws.chance("equal", 65):
        closing.append(writer.line("equal", writer.notice.country, language))
    return closing


def _paragraph(writer: Writer, parts: Parts) -> str:
    """Everything run together, as when a form has eaten the line breaks."""
    stop = writer.draws.pick("run-on", (".", ".", ",", ""))
    runs = [
        parts.about,
        parts.lead,
        f"{writer.heading('duties').rstrip(': ')}: {f'{stop} '.join(parts.duties)}.",
        f"{writer.heading('needs').rstrip(': ')}: {f'{stop} '.join(parts.needs)}.",
        *_terms(writer),
        *_closing(writer),
    ]
    return " ".join(run for run in runs if run)


def _note(writer: Writer, parts: Parts) -> str:
    """A short message in whole sentences, without lists."""
    language = writer.notice.language
    body = _told(writer.line("note", language), parts.duties[:4], parts.needs[:4], "; ", language)
    blocks = (parts.about, parts.lead, body, *_terms(writer), writer.line("contact", language))
    return "\n\n".join(block for block in blocks if block)


def _summary(writer: Writer, parts: Parts) -> str:
    """An aggregator's few hundred characters about somebody else's posting."""
    language = writer.notice.language
    return _told(writer.line("summary", language), parts.duties[:2], parts.needs[:3], "; ", language)


def _told(sentences: str, duties: tuple[str, ...], needs: tuple[str, ...], comma: str, language: Language) -> str:
    for slot, items in (("{duties}", duties), ("{needs}", needs)):
        sentences = sentences.replace(slot, comma.join(_lowered(item, language) for item in items))
    return sentences


def _lowered(phrase: str, language: Language) -> str:
    """The phrase as part of a sentence; German nouns and abbreviations keep their capitals."""
    phrase = phrase.rstrip(".")
    if language == "de" or not phrase[1:2].islower() or phrase.split()[0] in _PROPER:
        return phrase
    return phrase[:1].lower() + phrase[1:]


_PROPER = frozenset({"Illinois", "English", "Spanish", "French", "Kubernetes", "Linux", "Terraform", "Git", "Bayesian"})

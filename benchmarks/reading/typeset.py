"""A CV as the source of a typesetter: Typst, LaTeX, XSL-FO, roff."""

import re
from xml.sax.saxutils import escape

from benchmarks.reading.cvs import Block, Cv
from benchmarks.reading.html import font_of


def typst(cv: Cv, number: int) -> str:
    """Return a document of Typst."""

    def block(one: Block) -> str:
        parts = [re.sub(r"([\\#$*_`<>@~\[\]/-])", r"\\\1", part) for part in one.parts]
        match one.kind:
            case "name":
                return f'#text(size: 19pt, {apart} weight: "bold")[{parts[0]}]\n'
            case "heading":
                return f'#v(4pt)#text(size: 12pt, {apart} weight: "bold")[{parts[0]}]\n'
            case "bullet":
                return f"- {parts[0]}"
            case "row":
                cells = "".join(f"[{part}]," for part in parts)
                return f"#table(columns: (1fr,) * {len(parts)}, {cells})"
            case "entry" if cv.dates_first:
                return f"#grid(columns: (30mm, 1fr), [{parts[0]}], [*{parts[1]}*])\n"
            case "entry" if cv.dates_below:
                return f"*{parts[1]}* \\\n{parts[0]}\n"
            case "entry":
                return f"*{parts[1]}* #h(1fr) {parts[0]}\n"
        return parts[0] + "\n"

    apart = "tracking: 0.3em," if "tracked" in cv.look else ""
    justified = "justified" in cv.look
    width = "120mm" if justified else "170mm"
    head, *columns = ["\n".join(map(block, part)) for part in (cv.head, *cv.columns)]
    shares = "(1fr, 1fr)" if cv.layout == "columns" else "(28%, 1fr)"
    body = (
        f"#grid(columns: {shares}, gutter: 10mm, [{columns[0]}], [{columns[1]}])"
        if len(columns) > 1
        else columns[0]
    )
    marker = "➤" if "icons" in cv.look else "•"
    return (
        f'#set page(paper: "a4", margin: 18mm)\n#set text(font: ("{font_of(cv, number)}", '
        f'"DejaVu Sans"), size: 10pt, lang: "{cv.language}", hyphenate: {str(justified).lower()})\n'
        f"#set par(justify: {str(justified).lower()})\n#set list(marker: [{marker}])\n"
        f"#block(width: {width})[\n{head}\n{body}\n]\n"
    )


def latex(cv: Cv, number: int, *, unicode_fonts: bool) -> str:
    """Return a document of LaTeX; with `unicode_fonts` for XeLaTeX."""

    def plain(text: str) -> str:
        text = re.sub(r"([#$%&_{}])", r"\\\1", text.replace("\\", r"\textbackslash "))
        text = text.replace("~", r"\textasciitilde ").replace("'", "'")
        return text if unicode_fonts else re.sub("[✉☎] ?", "", text).replace("€", r"\texteuro ")

    def block(one: Block) -> str:
        parts = [plain(part) for part in one.parts]
        match one.kind:
            case "name":
                return rf"{{\LARGE\bfseries {apart(parts[0])}}}\par"
            case "heading":
                return rf"\medskip{{\large\bfseries {apart(parts[0])}}}\par"
            case "bullet":
                return rf"\hangindent=4mm\hangafter=1 {bullet}\ {parts[0]}\par"
            case "row":
                widths = rf"p{{{0.9 / len(parts):.2f}\linewidth}}|" * len(parts)
                row = rf"\hline {' & '.join(parts)}\\\hline"
                return rf"\noindent\begin{{tabular}}{{|{widths}}}{row}\end{{tabular}}\par"
            case "entry" if cv.dates_first:
                return rf"\makebox[32mm][l]{{{parts[0]}}}\textbf{{{parts[1]}}}\par"
            case "entry" if cv.dates_below:
                return rf"\textbf{{{parts[1]}}}\par {parts[0]}\par"
            case "entry":
                return rf"\textbf{{{parts[1]}}}\quad\hfill {parts[0]}\par"
        return parts[0] + r"\par"

    def apart(text: str) -> str:
        if "tracked" not in cv.look:
            return text
        if unicode_fonts:
            return rf"{{\addfontfeature{{LetterSpace=28}}{text}}}"
        return rf"\textls[280]{{{text}}}"

    marker = "➤" if "icons" in cv.look else "•"
    bullet = rf"{{\symbols {marker}}}" if unicode_fonts else r"\textbullet"
    fonts = (
        rf"\usepackage{{fontspec}}\setmainfont{{{font_of(cv, number)}}}"
        r"\newfontfamily\symbols{DejaVu Sans}"
        if unicode_fonts
        else r"\usepackage[T1]{fontenc}\usepackage[utf8]{inputenc}\usepackage{lmodern}"
        r"\usepackage{textcomp,microtype}"
    )
    flush = r"\emergencystretch=3em" if "justified" in cv.look else r"\raggedright"
    head, *columns = ["\n".join(map(block, part)) for part in (cv.head, *cv.columns)]
    if len(columns) > 1:
        first = 0.47 if cv.layout == "columns" else 0.28
        columns = [
            rf"\begin{{minipage}}[t]{{{share:.2f}\textwidth}}{flush}\parindent=0pt {column}"
            r"\end{minipage}"
            for share, column in zip((first, 0.95 - first), columns, strict=True)
        ]
    body = r"\hfill ".join(columns)
    if unicode_fonts:
        head, body = (re.sub("([✉☎])", r"{\\symbols \1}", part) for part in (head, body))
    width = "120mm" if "justified" in cv.look else "170mm"
    return (
        rf"\documentclass[10pt]{{article}}\usepackage[a4paper,left=20mm,top=18mm,textwidth={width},"
        rf"textheight=260mm]{{geometry}}{fonts}\pagestyle{{empty}}\parindent=0pt"
        rf"\begin{{document}}{flush}" + f"\n{head}\n\n\\noindent {body}\n\\end{{document}}\n"
    )


def formatting_objects(cv: Cv) -> str:
    """Return a page of XSL-FO, for Apache FOP."""
    # FOP writes the "ti" of Carlito as a letter of private use, which no reader can tell
    family = "Liberation Serif" if "serif" in cv.look else "Liberation Sans"
    apart = 'letter-spacing="3.5pt"' if "tracked" in cv.look else ""

    def block(one: Block) -> str:
        parts = [escape(part) for part in one.parts]
        match one.kind:
            case "name":
                return (
                    f'<fo:block font-size="19pt" font-weight="bold" {apart}>{parts[0]}</fo:block>'
                )
            case "heading":
                return (
                    f'<fo:block font-size="12pt" font-weight="bold" space-before="8pt" {apart}>'
                    f"{parts[0]}</fo:block>"
                )
            case "bullet":
                bullet = "➤" if "icons" in cv.look else "•"
                return (
                    '<fo:list-block provisional-distance-between-starts="5mm"><fo:list-item>'
                    f'<fo:list-item-label end-indent="label-end()"><fo:block>{bullet}</fo:block>'
                    '</fo:list-item-label><fo:list-item-body start-indent="body-start()">'
                    f"<fo:block>{parts[0]}</fo:block></fo:list-item-body></fo:list-item>"
                    "</fo:list-block>"
                )
            case "row":
                return _table([(part, 1) for part in parts], 'border="0.5pt solid" padding="2pt"')
            case "entry" if cv.dates_first:
                return _table([(parts[0], 3), (parts[1], 9)])
            case "entry" if cv.dates_below:
                return (
                    f'<fo:block font-weight="bold">{parts[1]}</fo:block>'
                    f"<fo:block>{parts[0]}</fo:block>"
                )
            case "entry":
                return (
                    '<fo:block font-weight="bold" text-align-last="justify">'
                    f'{parts[1]}<fo:leader leader-length.minimum="4mm"/>{parts[0]}</fo:block>'
                )
        return f"<fo:block>{parts[0]}</fo:block>"

    justified = "justified" in cv.look
    head, *columns = ["".join(map(block, part)) for part in (cv.head, *cv.columns)]
    share = 6 if cv.layout == "columns" else 4
    body = _table([(columns[0], share), (columns[1], 12 - share)]) if columns[1:] else columns[0]
    align = 'text-align="justify" hyphenate="true"' if justified else ""
    margin = "70mm" if justified else "20mm"
    return (
        '<fo:root xmlns:fo="http://www.w3.org/1999/XSL/Format"><fo:layout-master-set>'
        '<fo:simple-page-master master-name="a4" page-width="210mm" page-height="297mm" '
        f'margin="18mm" margin-right="{margin}"><fo:region-body/></fo:simple-page-master>'
        f'</fo:layout-master-set><fo:page-sequence master-reference="a4" language="{cv.language}">'
        f'<fo:flow flow-name="xsl-region-body" font-size="10pt" {align} '
        f'font-family="{family}, DejaVu Sans">{head}{body}</fo:flow>'
        "</fo:page-sequence></fo:root>"
    )


def _table(cells: list[tuple[str, int]], look: str = "") -> str:
    widths = "".join(
        f'<fo:table-column column-width="proportional-column-width({share})"/>'
        for _, share in cells
    )
    row = "".join(
        f'<fo:table-cell {look} padding-right="4mm"><fo:block>{cell}</fo:block></fo:table-cell>'
        for cell, _ in cells
    )
    return (
        f'<fo:table table-layout="fixed" width="100%">{widths}<fo:table-body><fo:table-row>{row}'
        "</fo:table-row></fo:table-body></fo:table>"
    )


def roff(cv: Cv) -> str:
    """Return a page of troff requests, without macros."""
    serif = "T" if "serif" in cv.look else "H"
    justified = "justified" in cv.look
    width = 11 if justified else 17
    lines = [f".fam {serif}", ".pl 29.7c", ".po 2c", f".ll {width}c", ".ps 10", ".vs 13p"]
    lines += [".ad b" if justified else ".ad l", ".hy 4" if justified else ".nh", ".sp 1.5c"]

    def text(one: str) -> str:
        one = one.replace("\\", r"\e").replace("'", r"\(aq")
        return rf"\&{one}"

    def add(blocks: tuple[Block, ...], indent: float, right: float) -> None:
        lines.extend([f".in {indent}c", f".ll {right}c"])
        for block in blocks:
            parts = [text(part) for part in block.parts]
            match block.kind:
                case "name":
                    lines.extend([".br", rf"\s[18]\f[B]{parts[0]}\f[]\s0", ".sp 0.3v"])
                case "heading":
                    lines.extend([".sp 0.6v", rf"\s[12]\f[B]{parts[0]}\f[]\s0"])
                case "bullet":
                    lines.extend(
                        [f".in {indent + 0.4}c", f".ti {indent}c", rf"\[bu]\h'0.2c'{parts[0]}"]
                    )
                case "row":
                    step = (right - indent) / len(parts)
                    cells = [
                        rf"\h'|{indent + n * step:.2f}c'{part}" for n, part in enumerate(parts)
                    ]
                    lines.append("".join(cells))
                case "entry" if cv.dates_first:
                    lines.append(rf"{parts[0]}\h'|{indent + 3.2}c'\f[B]{parts[1]}\f[]")
                case "entry" if cv.dates_below:
                    lines.extend([rf"\f[B]{parts[1]}\f[]", ".br", parts[0]])
                case "entry":
                    lines.append(rf"\f[B]{parts[1]}\f[]\h'|{right - 3.4}c'{parts[0]}")
                case _:
                    lines.append(parts[0])
            lines.extend([".br", f".in {indent}c"])

    add(cv.head, 0, width)
    if len(cv.columns) == 1:
        add(cv.columns[0], 0, width)
    else:
        left = 8.0 if cv.layout == "columns" else 4.6
        lines.append(".mk z")
        add(cv.columns[0], 0, left)
        lines.append(r".sp |\n[z]u")
        add(cv.columns[1], left + 1.0, width)
    return "\n".join(lines) + "\n"

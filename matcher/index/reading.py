"""What does a filter's text say?

    where = all { ("or" | "of") all } ;  all = one { ("and" | "en") one } ;
    one = ("not" | "niet") one | "(" where ")" | "city within" KM "km of" TOWN [ "," COUNTRY ]
    | FIELD "is" ["not"] "unknown" | FIELD "in" "(" VALUE { "," VALUE } ")"
    | FIELD ("=" | "!=" | ">=" | "<=" | ">" | "<" | "is" | "has" | "by") VALUE { "|" VALUE } ;

In:  a filter's text
Out: a `Term`
Why: a value may be several words without quotes (city = Den Haag), and an error names the very
     character, what was expected and the nearest name; with the general parsers (lark, pyparsing)
     both take as much code again as these two hundred lines, which read left to right
"""

import re
from dataclasses import dataclass, replace
from typing import NoReturn

from matcher.errors import InvalidInput
from matcher.index.fields import NAMES, PROTECTED, Field, Kind, field_named, nearest_field
from matcher.index.terms import And, Near, Not, Or, Term, Test, Unknown, Value
from matcher.index.values import read_value, town_value

_TOKEN = re.compile(
    r'\s*(?:"(?P<quoted>(?:[^"\\]|\\.)*)"|“(?P<curly>[^”]*)”|'
    r"(?P<sign>>=|<=|!=|<>|==|[=<>≥≤≠()|,])|"
    r"(?P<word>[^\s()|,=<>!\"“”≥≤≠]+))"
)
_SIGNS = {"==": "=", "<>": "!=", "≠": "!=", "≥": ">=", "≤": "<="}
_COMPARISONS = ("=", "!=", ">=", "<=", ">", "<")
_AND, _OR, _NOT = ("and", "en"), ("or", "of"), ("not", "niet")
_JOINS = (*_AND, *_OR, *_NOT)
_WORDS = {"is": "=", "has": "=", "heeft": "=", "by": "<=", "per": "<="}
_UNKNOWN, _KNOWN = ("unknown", "onbekend"), ("known", "bekend")
_AT_ONCE = ("now", "nu", "direct")
_DEEPEST = 50
_LONGEST = 20_000
_NO_ORDER = (Kind.TOWN, Kind.COUNTRY, Kind.WORD, Kind.SET, Kind.HASH)


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    start: int
    end: int
    kind: str  # "word" | "quoted" | "sign" | "end"

    def says(self, *words: str) -> bool:
        """Tell whether it is one of these words, unquoted."""
        return self.kind == "word" and self.text.casefold() in words


def read(text: str) -> Term:
    """Return what a filter says.

    Raises
    ------
    InvalidInput : it is no filter; the message shows the place, what was expected and a way out
    """
    if len(text) > _LONGEST:
        raise InvalidInput(
            f"the filter has {len(text)} characters, {_LONGEST} are the most; name many people "
            "in several calls"
        )
    reader = _Reader(text, _tokens(text))
    term = reader.either(0)
    if reader.now.kind != "end":
        reader.wrong('expected "and", "or" or the end here')
    return term


class _Reader:
    """Reads tokens from left to right; each method reads one part of the grammar."""

    def __init__(self, text: str, tokens: list[_Token]) -> None:
        self._text = text
        self._tokens = tokens
        self._at = 0

    @property
    def now(self) -> _Token:
        """The token that is read next."""
        return self._tokens[self._at]

    def next(self) -> _Token:
        """Return the token and go on; the end stays where it is."""
        token = self.now
        self._at += token.kind != "end"
        return token

    def wrong(self, why: str, token: _Token | None = None) -> NoReturn:
        """Raise InvalidInput at a token."""
        _wrong(self._text, token or self.now, why)

    def either(self, depth: int) -> Term:
        """Read terms with "or" between them."""
        terms = [self.all_of(depth)]
        while self.now.says(*_OR):
            self.next()
            terms.append(self.all_of(depth))
        return terms[0] if len(terms) == 1 else Or(_flat(terms, Or))

    def all_of(self, depth: int) -> Term:
        """Read terms with "and" between them."""
        terms = [self.one(depth)]
        while self.now.says(*_AND):
            self.next()
            terms.append(self.one(depth))
        return terms[0] if len(terms) == 1 else And(_flat(terms, And))

    def one(self, depth: int) -> Term:
        """Read one term: a test, or what "not" or brackets stand before."""
        if depth > _DEEPEST:
            self.wrong(f"more than {_DEEPEST} brackets and nots in one another; write it flatter")
        if self.now.says(*_NOT):
            self.next()
            return Not(self.one(depth + 1))
        if self.now.text == "(" and self.now.kind == "sign":
            self.next()
            inner = self.either(depth + 1)
            self.sign(")", 'expected ")", "and" or "or" here')
            return inner
        return self.test()

    def test(self) -> Term:
        """Read one test of a field."""
        name = self.next()
        if name.says("within", "binnen"):
            return self.radius()
        if name.kind != "word":
            what = "the name of a field" if name.kind != "end" else "a condition"
            self.wrong(f"expected {what} here; write for example city=Utrecht", name)
        follows = self.now
        if follows.says("within", "binnen"):
            self.next()
            return self.radius()
        if follows.kind == "end" and len(self._tokens) == 2:
            raise InvalidInput(f"{self._text.strip()!r} is no condition; {_hint(name.text)}")
        field = self.field(name)
        if follows.says("in"):
            self.next()
            return Test(field.name, "=", self.listed(field))
        if follows.says(*_UNKNOWN):
            self.next()
            return Unknown(field.name)
        return self.comparison(field)

    def field(self, name: _Token) -> Field:
        """Return the field of that name."""
        found = field_named(name.text)
        if found is not None:
            return found
        if name.text.casefold() in PROTECTED:
            self.wrong(
                f"{name.text} may decide about nobody, so it is no field to filter on (equal "
                "treatment); ask for what the work needs",
                name,
            )
        near = nearest_field(name.text)
        meant = f"did you mean {near}? " if near else ""
        self.wrong(
            f"no field {name.text!r} to filter on; {meant or 'choose one of '}"
            f"{'Fields: ' if meant else ''}{', '.join(NAMES)}, or a language (german>=B2)",
            name,
        )

    def comparison(self, field: Field) -> Term:
        """Read the sign and the values behind a field's name."""
        if field.name == "available" and self.now.says(*_AT_ONCE):
            return Test(field.name, "<=", (self.value(field),))
        sign = self.next()
        if sign.says("is") and (known := self.known(field)) is not None:
            return known
        comparison = _WORDS.get(sign.text.casefold()) if sign.kind == "word" else sign.text
        comparison = _SIGNS.get(comparison or "", comparison)
        if comparison not in _COMPARISONS:
            self.wrong(
                f'expected =, !=, >=, <=, >, <, "in" or "is unknown" behind {field.name}', sign
            )
        if field.kind in _NO_ORDER and comparison not in ("=", "!="):
            hint = "; for a level write german>=B2" if field.name == "language" else ""
            self.wrong(f"{field.name} has no order; use = or !={hint}", sign)
        values = [self.value(field)]
        while self.now.text == "|" and self.now.kind == "sign":
            self.next()
            values.append(self.value(field))
        opposite = comparison == "!="
        if comparison in ("=", "!="):
            # Who is free from the first of March is available on any day after it.
            comparison = "<=" if field.name == "available" else "="
        test = Test(field.name, comparison, tuple(values))
        return Not(test) if opposite else test

    def known(self, field: Field) -> Term | None:
        """Read "unknown", "known" or "not unknown" behind "is"; else read nothing."""
        opposite = self.now.says(*_NOT)
        told = self._tokens[self._at + opposite] if self.now.kind != "end" else self.now
        if not told.says(*_UNKNOWN, *_KNOWN):
            return None
        self._at += 1 + opposite
        unknown = Unknown(field.name)
        return Not(unknown) if opposite == told.says(*_UNKNOWN) else unknown

    def listed(self, field: Field) -> tuple[Value, ...]:
        """Read values in brackets."""
        self.sign("(", f'expected "(" behind {field.name} in')
        values = [self.value(field)]
        while self.now.text == "," and self.now.kind == "sign":
            self.next()
            values.append(self.value(field))
        self.sign(")", 'expected "," or ")" here')
        return tuple(values)

    def radius(self) -> Near:
        """Read "25 km of Utrecht"."""
        number = self.next()
        found = re.fullmatch(r"(\d+(?:\.\d+)?)(km)?", number.text, re.IGNORECASE)
        if found is None or number.kind != "word":
            self.wrong('expected a distance such as "25 km" here', number)
        if found[2] is None and not self.next().says("km"):
            self.wrong('expected "km" behind the distance', self._tokens[self._at - 1])
        if not self.next().says("of", "van", "from", "rond", "around"):
            self.wrong('expected "of" and a town here', self._tokens[self._at - 1])
        town = last = self.phrase("a town")
        country = None
        if self.now.text == "," and self.now.kind == "sign":
            self.next()
            last = self.phrase("a country")
            country = last.text
        whole = replace(town, end=last.end)
        value, letters = town_value(town.text, country, lambda why: self.wrong(why, whole))
        return Near(float(found[1]), value, letters)

    def value(self, field: Field) -> Value:
        """Read one value of a field."""
        phrase = self.phrase("a value")
        return read_value(field, phrase.text, lambda why: self.wrong(why, phrase))

    def phrase(self, what: str) -> _Token:
        """Read something in quotes, or words up to "and", "or" or a sign."""
        first = self.next()
        if first.kind not in ("word", "quoted") or first.says(*_JOINS):
            self.wrong(
                f"expected {what} here; put it in quotes if it is a word of the grammar", first
            )
        last = first
        if first.kind == "word":
            while self.now.kind == "word" and not self.now.says(*_JOINS):
                last = self.next()
            self.no_second_field(first, last)
        return _Token(
            first.text if first.kind == "quoted" else self._text[first.start : last.end],
            first.start,
            last.end,
            "word",
        )

    def no_second_field(self, first: _Token, last: _Token) -> None:
        """Refuse "city=Utrecht years>=5", where "and" was forgotten."""
        sign = self.now.kind == "sign" and self.now.text not in ("(", ")", "|", ",")
        if sign and last is not first and field_named(last.text):
            self.wrong(f'put "and" or "or" before {last.text}', last)

    def sign(self, text: str, why: str) -> None:
        """Read one sign."""
        if self.now.text != text or self.now.kind != "sign":
            self.wrong(why)
        self.next()


def _tokens(text: str) -> list[_Token]:
    found: list[_Token] = []
    at, end = 0, len(text.rstrip())
    while at < end:
        match = _TOKEN.match(text, at)
        if match is None:
            start = at + len(text[at:]) - len(text[at:].lstrip())
            why = "this quote is not closed" if text[start] in '"“' else "this sign means nothing"
            _wrong(text, _Token(text[start], start, start + 1, "sign"), why + " here")
        kind = match.lastgroup or "word"
        value = match[kind]
        if kind == "quoted":
            value = re.sub(r"\\(.)", r"\1", value, flags=re.DOTALL)
        start = match.end() - len(match[0].lstrip())
        found.append(_Token(value, start, match.end(), "quoted" if kind == "curly" else kind))
        at = match.end()
    return [*found, _Token("", end, end + 1, "end")]


def _wrong(text: str, token: _Token, why: str) -> NoReturn:
    # The text on one line, and not too long for a screen.
    first = max(0, token.start - 40)
    shown = re.sub(r"\s", " ", text[first : max(token.end, first + 72)])[:72]
    mark = "^" * max(1, min(token.end, first + 72) - token.start)
    raise InvalidInput(f"{why}\n  {shown}\n  {' ' * (token.start - first)}{mark}")


def _flat(terms: list[Term], kind: type[And] | type[Or]) -> tuple[Term, ...]:
    """Return the terms without brackets that change nothing."""
    return tuple(
        one for term in terms for one in (term.terms if isinstance(term, kind) else (term,))
    )


def _hint(name: str) -> str:
    field = field_named(name)
    return f"write for example {field.example if field else 'city=Utrecht'}"

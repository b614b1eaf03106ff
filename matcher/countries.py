"""Which country is it? Names in Dutch, English and German, and the two letters of ISO 3166.

In:  a country as people write it
Out: its two letters, or None
Why: a town's name is often borne in two countries; a table of those that CVs here name is enough
"""

from functools import cache

_NAMES = {
    "NL": "nederland netherlands the_netherlands holland niederlande pays-bas",
    "BE": "belgië belgie belgium belgien belgique vlaanderen flanders",
    "LU": "luxemburg luxembourg",
    "DE": "duitsland germany deutschland allemagne",
    "FR": "frankrijk france frankreich",
    "GB": "verenigd_koninkrijk united_kingdom great_britain engeland england schotland scotland uk",
    "IE": "ierland ireland irland",
    "ES": "spanje spain spanien españa",
    "PT": "portugal",
    "IT": "italië italy italien italia",
    "CH": "zwitserland switzerland schweiz suisse",
    "AT": "oostenrijk austria österreich",
    "PL": "polen poland polska",
    "RO": "roemenië romania rumänien românia",
    "BG": "bulgarije bulgaria bulgarien",
    "HU": "hongarije hungary ungarn",
    "CZ": "tsjechië czechia czech_republic tschechien",
    "DK": "denemarken denmark dänemark",
    "SE": "zweden sweden schweden",
    "NO": "noorwegen norway norwegen",
    "FI": "finland finnland",
    "GR": "griekenland greece griechenland",
    "TR": "turkije turkey türkei türkiye",
    "UA": "oekraïne ukraine",
    "MA": "marokko morocco",
    "SR": "suriname surinam",
    "CW": "curaçao",
    "AW": "aruba",
    "US": "verenigde_staten united_states usa",
    "IN": "india indien",
    "ZA": "zuid-afrika south_africa südafrika",
}


def country_of(name: str) -> str | None:
    """Return the two letters of a country; two letters are taken at their word."""
    text = name.strip(" .,")
    if len(text) == 2 and text.isascii() and text.isalpha():
        return "GB" if text.upper() == "UK" else text.upper()
    return _codes().get(text.casefold())


@cache
def _codes() -> dict[str, str]:
    return {
        name.replace("_", " "): code for code, names in _NAMES.items() for name in names.split()
    }

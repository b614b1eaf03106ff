"""Denials whose verb comes last or whose object comes first, and work that others did.

In:  a clause of a CV
Out: patterns to search it with: denials, false denials, and clauses that deny the one before them
Why: Dutch puts what is denied first and the deed last ("Een planning maken heb ik ook niet
     gedaan"), and a lack is as often told by who did it ("dat deed mijn chef") as by "no"
"""

import re

from matcher.profiles.denials import DONE_NL, NAME
from matcher.profiles.patterns import words

_OTHERS_NL = (
    "(?:een ander(?: team)?|iemand anders|anderen|mijn (?:collega|chef|leidinggevende|baas)\\w*)"
)
_OTHERS_EN = (
    "(?:others?|another \\w+|some(?:body|one) else|(?:my|a) (?:manager|colleague|boss)\\w*)"
)
_MINE = "(?:taken|pakket|werk|rol|functie|naam|portefeuille|verantwoordelijkheid\\w*)"
NOT_DONE = words(
    # --- "X heb ik (in mijn loopbaan) niet gedaan", "een ploeg aangestuurd heb ik nooit"
    f"(?:heb|ben|had|was) ik(?: {NAME}){{0,7}}? (?:niet|nooit|nergens|niets|niks)(?: meer)?"
    f"(?: {NAME}){{0,3}}? {DONE_NL}$",
    "(?:heb|ben|had|was) ik (?:nog |ook |zelf |het |er )*(?:nooit|nergens|niet)(?: zelf)?$",
    "(?:heb|ben) (?:het |er )?(?:nog |ook )?zelf(?:standig)? (?:nog )?(?:niet|nooit) .{0,25}$",
    f"nooit (?:heb|ben) ik(?: {NAME}){{0,6}} (?:hoeven|mogen|kunnen|gaan)(?: {NAME})?$",
    f"geen (?:dag|uur|minuut|keer) (?:met|in|aan|op) (?:{NAME} ){{1,4}}?{DONE_NL}",
    # --- "klachten behandelde ik niet (zelf)"
    "(?!(?:vergeet|weiger|mis|klaag|verzuim|schuw|weet|stop|vrees|schrik|lach|was|had)\\w* )"
    "\\w{3,} ik (?:zelf )?(?:niet|nooit)(?: zelf)?(?=$|,)",
    "was ik (?:nog )?niet (?:verantwoordelijk|betrokken|aangewezen|voor)", "had ik niet onder",
    # --- of others
    "(?:hoor|zat|zit|viel|lag|ligt|stond|staat)\\w* (?:nog )?niet (?:bij|in|onder|op) mijn "
    f"{_MINE}",
    "(?:laat|liet) ik (?:graag )?aan \\S+(?: \\S+)? over", "daarna (?:\\w+ )?niet meer \\w+$",
    f"(?:doet|deed|doen|deden) (?:bij ons |daar |altijd )*{_OTHERS_NL}(?: {NAME})?$",
    f"heeft (?:altijd |steeds )?{_OTHERS_NL} (?:gedaan|gemaakt|geschreven)$",
    "(?:niet|nooit) door (?:mij|mijn handen)", "(?:alleen |slechts )?van horen zeggen",
    "gaat (?:mij|me) niet af", "(?:mij|me) nog niet gegund", "niet (?:aan )?blootgesteld",
    f"(?:heb|ben) ik (?:{NAME} )?(?:afgebleven|weggebleven)",
    "(?:van|met) .{2,40} ben ik afgebleven",
    "(?:is|staat|sta ik|sta)(?: nog)? (?:op )?nul$",
    f"(?:was|were|is|are) (?:done|written|handled|made|run|managed|prepared) by {_OTHERS_EN}$",
    f"(?:fell|falls|went|goes|belonged) to {_OTHERS_EN}",
    f"(?:left|leave)(?: the)? {NAME}(?: {NAME})? to {_OTHERS_EN}",
    "(?:never|not) (?:my|mine|among|amongst|part of|one of) ?"
    "(?:my|the|to|call|job|tasks?|duties|$)",
    # --- not yet come to it
    "(?:have|'ve) only (?:ever )?(?:read|heard)(?: about| of)?", "(?:have|has) yet to \\w+",
    "i (?:was |am |have )?(?:not|never) (?:been )?allowed to",

    "has (?:not|never) (?:yet )?(?:come my|crossed my)", "my \\w+ stops? at \\w+",
    "seen,? (?:but )?(?:not|never) used", "not the (?:person|one) for",
    "would(?: not|n't) call myself", "licen[cs]e (?:does not|doesn't) cover",
    "(?:not|\\w+n't|never)(?: yet)? have$",
    "none of$", "no (?:chance|opportunity|occasion) to", "seen nothing", "not so far",
    "(?:did not|didn't|have not|haven't|never) (?:perform|use|used|do|done|run|build|built|tried)"
    "(?: (?:it|them|that|one))(?: yet)?$", "(?:have|has) not used", "not used$",
)  # fmt: skip
NOT_LOST = words(  # a "no" of which the verb is a loss: it says "yes"
    "(?:nooit|niet|geen)(?: \\w+){0,5} (?:verleerd|vergeten|verloren|gemist|opgegeven|"
    "geweigerd|verzaakt|misgelopen|misgegaan|stilgestaan|stilgevallen|blijven liggen)",
    "(?:nooit|niet|geen) (?:een |één |enkele )?(?:afwijking|klacht|opmerking|naheffing|boete)\\w*",
    "niet zelden", "niet (?:te )?missen", "niet laten (?:stilvallen|liggen|vallen|schieten|lopen)",
    "niet (?:één|een) (?:keer|maand|dag|week)", "never (?:forgot|forgotten|lost|missed)",
    "not (?:often|rarely) (?:lost|missed|failed)", "\\w+n't just", "not stop at", "not just",
    "no (?:\\w+ ){1,4}was ever \\w+", "never (?:\\w+ ){0,3}without",
    "not (?:\\w+ )?(?:before|until) i", "not let (?:\\w+ ){1,3}(?:slip|slide|drop|go)",
)  # fmt: skip
BACKWARDS = re.compile(  # denies what stands before it: "..., dat heb ik niet gedaan"
    r"(?i)(?:maar |but |en |and |though )?(?:ik (?:zelf )?(?:niet|nooit)|not (?:by )?me|"
    r"niet bij mij|(?:daarna|sindsdien) (?:\w+ )?(?:niet|nooit) meer \w+|"
    r"not (?:used|done|tried|mine)|"
    r"dat (?:heb|deed|doe|kan|was|ben) ik (?:zelf )?(?:niet|nooit)(?: \w+)?|"
    rf"dat (?:deed|doet|doen|deden) (?:altijd )?{_OTHERS_NL}(?: \w+)?|"
    r"(?:ik )?heb er (?:zelf )?(?:nog )?(?:niet|nooit) (?:in |mee |aan |op )?\w+|"
    r"(?:zelf )?(?:bediend|gebruikt|toegepast|gedaan|uitgevoerd|gemaakt) heb ik (?:het|ze|dat) "
    r"(?:zelf )?(?:nog )?(?:niet|nooit|nergens)|"
    r"(?:i )?(?:have|did) (?:not|never) (?:used?|perform(?:ed)?|done?|run|tried|try) "
    r"(?:it|them|that))"
)

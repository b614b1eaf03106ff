"""Words that deny: a person has not, cannot or never did something; and words that only sound so.

In:  a clause of a CV
Out: patterns to search it with: denials, false denials, afterthoughts that speak of what precedes
Why: "geen" and "no" stand in CVs more often for good things ("geen klachten", "no downtime") than
     for a lack, so a denial needs an object: experience, knowledge, a paper, work done, or a name
     at the head of its clause. "Nooit" alone denies nothing ("er brandt nooit iets")
"""

import re

from matcher.profiles.patterns import words

# A denial needs something that can be known or done: experience, knowledge, a paper, work done.
KNOWN_NL = (
    "(?:werk|praktijk)?(?:ervaring|kennis)|expertise|affiniteit|achtergrond|diploma|certificaat|"
    "rijbewijs\\w*|opleiding|bevoegdheid|registratie|bekwaamheid|aanwijzing|licentie|les"
)
KNOWN_EN = (
    "experience|knowledge|background|exposure|expertise|training|qualifications?|licen[cs]e|"
    "certificates?|certification|degree|skills"
)
DONE_NL = (  # "nog nooit mee gewerkt", "nog nooit een menu geschreven"
    "(?:(?:mee|uit|in|op|aan|voor|les|af|bij|om|na|toe|mee|weg|terug)?ge(?!en\\b|meente|zond|"
    "ld\\b)\\w+(?:d|t|en|aan|ien)|"
    "(?:be|ver|ont|her|onder|door)\\w+(?:d|t|en)|\\w+eerd)"
)
NAME = "[\\w+#./&-]*[\\w+#]"  # a word, or the name of a skill: C++, .NET, SAP FI/CO
GOOD = (  # what one is glad not to have, and turns of phrase: no denial of a skill
    "(?:(?:\\w+ ){0,2}?(?:klacht|ongeval|ongeluk|incident|uitval|fout|schade|boete|probleem|"
    "problem|"
    "moeite|angst|zorg(?:en)?\\b|twijfel|dag\\b|uur\\b|uren\\b|jaar\\b|moment|klus|zee\\b|opgave|"
    "uitdaging|verzuim|verlies|verspilling|vertraging|achterstand|storing|bevinding|overlast|"
    "strafblad|onbekende|beginner|groentje|leek\\b|nieuweling|deadline|grens|grenzen|excuus|ziek|"
    "woorden|half werk|woord|geheim|issue|complaint|accident|downtime|error|mistake|defect|"
    "finding|secret|"
    "fine\\b|fines\\b|delay|loss|lost|waste|doubt|stranger|novice|trouble|day\\b|days\\b|hour|"
    "job too|task too|shortage|nonsense|excuse|limit|outage|injur|penalt|criminal|debt|smok|"
    "question|vraag|surprise|blame|children|kinderen|spijt|regret|kantoormens)|"
    "less\\b|fewer|more than|longer|matter|one\\b|record\\b|fan\\b|only|just\\b|least|afraid|shy|"
    "bang\\b|alleen|enkel\\b|slechts|other|ander|vor allem|late\\b|absent|negen|9|kind\\b)"
)
PAPER = (
    "(?:\\w*(?:registratie|diploma|certificaat|bevoegdheid|vergunning|pas)|rijbewijs\\w*|"
    "registration|"
    "certificate|certification|licen[cs]e|permit|ticket|card)"
)
NONE = (
    "(?:(?:nog |helaas )?(?:geen|niet|nee)|none|no|nil|nihil|not yet|never|nooit|geen ervaring|"
    "no experience|(?:nog )?niet (?:in bezit|behaald|van toepassing|aanwezig|beheerst|bekend)|"
    "not (?:yet )?(?:held|obtained|spoken|applicable|known|used|available|completed)|keine?|"
    "aucune?|ontbreekt|onbekend|unknown|n/a|verlopen|expired|lapsed)"
)
HEAD = (
    "(?:maar |en |but |and |und |mais |aber |nog |still |yet |helaas |unfortunately |ook |"
    "also |though |although |hoewel |zij het )*"
)
NEGATED = words(
    f"(?:geen|weinig tot geen|nauwelijks|amper)(?: (?!twijfel|probleem){NAME}){{0,3}} "
    f"(?:{KNOWN_NL})",
    f"geen (?:{NAME}, ){{1,6}}(?:{NAME} )?(?:of|en) {NAME}[ -](?:{KNOWN_NL})",
    f"(?:no|without(?: any)?) (?:{NAME}, ){{1,6}}(?:{NAME} )?(?:or|and) {NAME} (?:{KNOWN_EN})",
    "geen (?:BIG|VCA|HBO|NEN|mentor|enkele ervaring)[\\w-]*",
    f"(?:heb|ben)(?: [\\w/’'-]+,?){{0,12}}? (?:nooit|niet eerder)"
    f"(?: (?!maar)[\\w/’'-]+,?){{0,10}}? {DONE_NL}",
    f"(?:nooit|niet eerder)(?: [\\w/’'-]+){{0,4}} {DONE_NL} (?:heb|ben)",
    f"(?<!die\\s)(?<!dat\\s)(?<!wie\\s)nog nooit (?:met|in|aan|een|op|zelf)"
    f"(?: [\\w/’'-]+){{0,6}}? {DONE_NL}",
    "(?:nog )?niet (?:\\w+ ){0,3}(?:bekend|vertrouwd|ervaren|bekwaam|vaardig|thuis in|mee gewerkt|"
    "in bezit|bevoegd|geregistreerd|gecertificeerd|behaald|zelf gedaan|onder de knie|in het big)",
    "(?:heb|ben) ik (?:nog )?niet (?:\\w+ ){0,3}ge\\w+(?:d|t|en)",
    "ik heb (?:nog )?niet (?:\\w+ ){0,4}(?:gewerkt|gebruikt|gedaan|geleerd)",
    "sta(?:at)? (?:ik )?(?:nog )?niet in het (?:BIG|register)\\w*",
        "(?:heb|ken|beheers|kan) ik (?:nog )?(?:niet|geen)(?= \\w|[.,;!]|$)(?! (?:genoeg|alleen|"
        "beter|"
    "stil|wachten|zonder|vaak))",
    "(?:wat|die|dat) ik (?:nog )?niet (?:heb|ken|kan|beheers)", "wat ik (?:nog )?mis",
    "doe(?:n)? (?:ik|wij|we) (?:nog )?niet", "(?:alleen|enkel) uit (?:de )?(?:boeken?|theorie)",
    "niet uit de praktijk", "ontbreekt (?:mij|me|het mij|nog)",
    "gaf ik (?:nog )?geen", "geef ik (?:nog )?geen",
    f"(?:no|without(?: any| prior)?|little (?:to|or) no|limited to no|zero)(?: (?!doubt|downtime)"
    f"{NAME}){{0,4}}? (?:{KNOWN_EN})",
    "(?:i|i've|have|had)(?: \\w+){0,2} never(?! missed| failed| been late)",
    "never (?:\\w+ ){0,2}(?:worked|used|done|held|touched|managed|led|built|programmed|written|"
    "deployed|tried|cooked|taught|drawn|planned|run|set up)",
    "(?:i|we|and|but|though) (?:haven't|have not|hadn't|cannot|can't|don't|do not|didn't|did not)"
    "(?: yet| really| ever)? (?!hesitate|mind|wait|believe|like|want|miss|stop|shy|give|leave|let|"
    "need|get|fear|avoid|rest|go|accept|lose|forget|just|only|think|care|settle|tolerate)\\w+",
    "^(?:haven't|have not|never|don't have|do not have) ",
    "not (?:yet |very |really )?(?:familiar|experienced|proficient|certified|qualified|acquainted)",
    "not (?:yet )?(?:worked|used|held|hold|learned) (?:with|in|any|a|an)?",
    "unfamiliar with", "(?:i |still )lack(?: \\w+){0,4}", f"lacking (?:\\w+ ){{0,3}}(?:{KNOWN_EN})",
    "learned neither", "neither \\w+ nor \\w+ (?:experience|is something)", "only from books",
    "have yet to (?:work|learn|use)",
    "ohne (?:\\w+ ){0,2}(?:erfahrung\\w*|kenntnisse?)",
    "keine?n? (?:[\\w-]+ ){0,3}(?:erfahrung\\w*|kenntnisse?|führerschein)",
    "(?:habe?|bin|war) ich (?:noch )?nie", "ich (?:habe?|bin|war) (?:\\w+ ){0,4}noch nie",
    "nie (?:mit|zuvor)", "noch nie", "nicht (?:vertraut|erfahren)",
    "pas d[e'’] ?(?:\\w+ )?(?:expérience|connaissances?|permis)", "pas encore (?:d[e'’] ?)?",
    "aucune (?:expérience|connaissance)", "jamais (?:\\w+ )?(?:travaillé|utilisé)",
    "sans (?:expérience|connaissance)", "(?:nu am|fără) (?:experiență|cunoștințe)",
    # --- a "no" at the head of its clause: "geen Duits", "not in retail", "nooit met SAP gewerkt"
    f"^{HEAD}(?:geen|no|keine?|aucune?|pas de|zero) (?!{GOOD}){NAME}",
    f"^{HEAD}(?:niet|not|nicht|pas|non) (?:met|in|with|as|an?|avec|mit|en|qualified|able|capable)"
    f" (?!{GOOD}){NAME}",
    f"^{HEAD}(?:nooit|nimmer|niet) (?!{GOOD})(?:{NAME},? ){{0,6}}?{DONE_NL}",
    "^(?:i )?(?:cannot|can't|couldn't|do not|don't|did not|didn't) (?!wait|mind|hesitate|stop)\\w+",
    # --- forms and levels: "Duits: geen", "SAP - none", "Access (none)", "C# no"
    f"^[^:=]{{2,60}}(?::|=| [-–—]) {NONE}$", f"\\({NONE}\\)", f"^(?:{NAME} ){{1,4}}{NONE}$",
    # --- a verb of skill with a "no" behind it
    "(?:spreek|ken|beheers|bezit|gebruik|begrijp|versta|lees|schrijf|programmeer|werk|bedien|"
    f"geef|doe|rijd?|beschik|kook|las)t? (?:ik )?(?:{NAME} ){{0,3}}?(?:geen|niet|nooit) "
    f"(?:met|over|in|aan|op|als|(?!{GOOD}|alleen|zonder|voor|meer|te|zo|graag|liever){NAME})",
    f"(?:ik )?(?:spreek|ken|beheers|doe|gebruik|bedien)(?: ik)?(?: {NAME}){{0,4}} "
    "(?:nog )?(?:niet|nauwelijks|amper)$",
    f"(?:liever|bij voorkeur) niet (?:met|in|als) {NAME}",
    "kan (?:ik )?(?:nog |helaas )?(?:niet|geen) (?!zonder|wachten|stil|genoeg|vaak|alleen|beter)"
    "\\w+",
    f"(?:^|ik |i )(?:heb|have|had|hold|possess|bezit|speak|know|use)(?: ik)?(?: helaas| nog|"
    f" unfortunately| still)? (?:geen|no|nothing) (?!{GOOD}){NAME}",
    "(?:i |^)(?:have|know|understand)(?: \\w+)? (?:no (?:clue|idea)|nothing|little)(?: \\w+)? "
    "(?:about|of)",
    f"noch (?:{NAME} ){{1,5}}noch", f"(?:(?:have|had|used?|know|speak|hold|with|in) |^)neither "
    f"(?!late|{GOOD})(?:{NAME} ){{1,5}}nor",
    # --- lack, in words of its own
    f"(?:{KNOWN_NL}|\\w+) (?:met |in |van |als )?(?:{NAME} ){{0,5}}?(?:ontbreekt|ontbreken)",
    f"(?:{KNOWN_EN})(?: {NAME}){{0,6}}? (?:is|are) (?:still )?(?:lacking|missing|limited to none)",
    "(?:nog )?(?:geen|weinig|nooit) kaas gegeten", "geen verstand van", "weet (?:ik )?niets",
    "(?:no|not a) clue", "know nothing", "zegt mij niets",
    "(?:is|zijn|are|remains?|blijft?)(?: nog| still| quite)? (?:geheel |helemaal |relatively )?"
    "(?:nieuw voor mij|onbekend|new to me|unknown to me|uncharted territory|onbekend terrein)",
    "(?:mij|me) (?:nog )?onbekend", "^onbekend met", "(?<!geen\\s)(?<!nooit\\s)onbekend met",
    "(?:is|are|was) not (?:my|an? (?:field|area|strength))",
    "is (?:niet|geen) mijn", "niet mijn (?:vak|ding|sterkste)",
    "(?:outside|beyond) (?:my|of my)", "buiten mijn (?:kennis|ervaring|expertise|vak)\\w*",
    "(?:my|mijn) (?:work|job|role|background|experience|training|werk|baan|rol|achtergrond|"
    "ervaring|opleiding)(?: \\w+){0,2} (?:never|not|nooit|niet|geen)",
    "(?:my|mijn) (?:\\w+ ){1,3}(?:is|are|zijn) (?:nog )?(?:not|niet) (?:good|strong|fluent|"
    "goed|sterk|vloeiend|voldoende|sufficient)(?: enough| genoeg)?",
    "(?:not|niet) (?:good|strong|goed|sterk) (?:enough|genoeg)", "onvoldoende", "insufficient",
    "onbevoegd", "ongediplomeerd", "ongeschoold in", "unqualified", "uncertified", "unlicen[cs]ed",
    f"(?:^|ik )mis(?: ik)?(?: nog| wel)? (?:{NAME} ){{0,3}}(?:{KNOWN_NL}|diepgang)",
    "(?:at no (?:point|time)|on no occasion) (?:have|did|had)",
    "nimmer (?:\\S+ ){0,6}?(?:te maken gehad|gewerkt|gedaan|gebruikt)",
    "(?:hardly|barely|scarcely|next to no|practically no|virtually no)(?: any| ever)? "
    f"(?:{NAME} ){{0,3}}?(?:{KNOWN_EN})", "(?:ik )?(?:werk|kook|programmeer)\\w* nauwelijks",
    "nihil", "nil$",
    # --- all but this one
    "(?<!^)(?:behalve|except(?: for)?|uitgezonderd|with the exception of|met uitzondering van)",
    "^(?:behalve|except(?: for)?|uitgezonderd|with the exception of|met uitzondering van)(?! .* "
    "(?:ook|also|too))",
    # --- begun and not ended, had and lost
    "(?:niet|not|never|nooit|non) (?:\\w+ )?(?:afgerond|afgemaakt|voltooid|behaald|completed|"
    "finished|obtained|abgeschlossen|achevée?|terminée?)",
    "(?:voortijdig|tussentijds|vroegtijdig) (?:\\w+ )?(?:beëindigd|gestopt|gestaakt|afgebroken)",
    "gestopt met (?:de |mijn |een )?(?:opleiding|studie|cursus)", "dropped out", "discontinued",
    "abandoned", "abgebrochen", "zonder (?:het |een )?diploma",
    f"(?:{PAPER})(?: {NAME}){{0,3}} (?:is |has |zijn )?(?:inmiddels )?(?:verlopen|ingetrokken|"
    "expired|lapsed|revoked|suspended|ongeldig|vervallen)", "no longer valid", "niet meer geldig",
    "yet to (?:work|learn|use|try|master)", "still lack(?:ing)?",
    # --- "nooit gedraaid", "but never for X", "not trained in"
    f"(?<!is\\s)(?<!zijn\\s)(?<!werd\\s)(?:nooit|nimmer) (?:{NAME} ){{0,3}}?{DONE_NL}$",
    f"^(?:maar |but )(?:nog )?(?:nooit|never|niet|not) (?!{GOOD}){NAME}",
    f"never (?:got|had|did|took|obtained|received|finished|passed|earned) (?!{GOOD}){NAME}",
    f"(?:heb|ben) ik (?:\\(?nog\\)? )?niet (?:{NAME} ){{0,3}}?{DONE_NL}",
    "(?:was|were|am|is|are|ben|werd)(?: ik| hier| here)? (?:nog |yet )?(?:not|niet) (?:yet |hier |"
    "here )?"
    "(?:trained|opgeleid|erkend|recogni[sz]ed|certified|licensed|geschoold|ingewerkt)",
    "(?:hier|here) (?:niet|not) (?:erkend|recogni[sz]ed)", "(?:not|niet) recogni[sz]ed",
    "(?:viel|valt|vallen|vielen|fell|falls|fall) (?:buiten|outside)", "(?:mij|me) vreemd",
    "geen weet",
    "(?:hardly|barely|scarcely) (?:know|knew|used?|worked)",
    "(?:left|quit) (?:the |my )?(?:\\w+ ){0,3}(?:before|without) (?:finishing|graduating|a degree)",
    # --- strange, left to others, known by name
    f"(?:nul|zero) (?:{NAME} ){{0,2}}?(?:{KNOWN_NL}|{KNOWN_EN})", "(?:is|zijn) niets voor mij",
    "(?:is|are) not for me", "(?:ligt|liggen) (?:mij|me) niet", "(?:zegt|zeggen) (?:mij|"
    "me) (?:\\w+ )?niets",
    "stelt (?:\\w+ )?niets voor", "weet (?:ik )?niet hoe", "(?:do not|don't|could not|"
    "couldn't) (?:know|tell you) how",
    "(?:alleen|slechts|only) (?:\\w+ )?(?:van naam|by name|zijdelings|in theorie|in theory)",
    "aan anderen (?:over|\\w+)", "(?:leave|left) (?:\\w+ )?to others",
    "(?:is|was|werd|were|are|zijn|kwam) (?:\\w+ ){0,2}?(?:geen|not|niet|never|nooit) (?:een |a |"
    "an )?(?:onderdeel|part|gebruikt|"
    "used|toegepast|applied|voor|came)(?! niets)", "never (?:came|come|comes) up", "there (?:was|"
    "is|were) no (?:.{1,30}) in my",
    "(?:not|un) ?able to (?!wait)\\w+", "(?:not|niet) (?:licensed|bevoegd|gemachtigd)",
    f"(?:can|could|do|kan) neither {NAME} nor", "limited to none", "(?:^|"
    "ik )mis (?:ik )?\\w+ in mijn",
    f"(?:spreek|ken|beheers|gebruik|werk|kan|lees|schrijf)(?: ik)? (?:amper|nauwelijks|hardly|"
    f"barely) {NAME}",
    f"(?:heb|ben) (?:\\w+ )?niet (?:(?:met|in|aan|op|als|bij|over) )(?:{NAME} ){{1,4}}?{DONE_NL}",
    f"(?:heb|ben) (?:daar|hier|er|toen) niet (?:{NAME} ){{0,4}}?{DONE_NL}",
    "(?:geen|nooit|niet) gebruik (?:van )?\\w+",
    # --- a clause that ends in "niet", and lesser forms
    "(?:niet|not)(?: (?:bij|mee|aan|in|op|voor|uit|toe))?$",
    f"^{HEAD}(?:niet|not) (?!{GOOD}){NAME}(?: {NAME})?$",
    f"(?:ik ben|ben ik|i am|i'm|ich bin|je suis) (?:\\w+ )?(?:geen|not an?|no|"
    f"kein) (?!{GOOD}){NAME}",
    "(?:heb|had|have|had) (?:ik |i )?(?:\\w+ ){0,2}?(?:niets|niks|"
    "nothing) (?:\\w+ ){0,3}(?:gedaan|done|mee|"
    "to do|van doen|met|with)", "done nothing with",
    "(?:was|were|is) (?:not|no|never) (?:\\w+ )?part of",
    f"(?:had|have|has) no (?!{GOOD}){NAME}",
    f"had (?:ik )?geen (?!{GOOD}){NAME}",
    f"(?:weinig|little|very limited) (?:{NAME} ){{0,2}}?(?:{KNOWN_NL}|{KNOWN_EN})",
    "(?:weet|know|knows?)(?: ik)? (?:\\w+ )?(?:weinig|little|niets|nothing)(?: (?:van|over|about|"
    "of))?",
    "te (?:zwak|slecht|matig|beperkt|roestig) (?:om|voor)", "too (?:weak|poor|limited|"
    "rusty) (?:to|for)",
    "in geen (?:enkele?|van)", "in none of (?:my|the)", "(?:was|were) never (?:in charge|"
    "responsible|involved|part)",
    f"zonder (?:(?!het|de|mijn){NAME} ){{0,2}}?(?:\\w+-)?(?:{KNOWN_NL}|{PAPER})",
    f"(?:{PAPER})(?: {NAME}){{0,3}} (?:ran out|liep af|is afgelopen)", "(?:^|i )did not (?:train|"
    "study|qualify|work)",
    "je ne (?:\\w+ ){1,2}pas", "n'ai (?:pas|jamais|aucune)",
)  # fmt: skip
TRAPS = words(  # they look like a "no" and say "yes"
    "geen (?:\\w+ )?(?:klacht\\w*|ongeval\\w*|ongeluk\\w*|incident\\w*|uitval|fouten|"
    "schade|boete\\w*)",
    "niet alleen", "niet slechts", "niet enkel", "niet in de laatste plaats",
    "geen (?:enkel )?probleem", "geen problemen",
    "zonder (?:\\w+ )?(?:problemen?|moeite|ongelukken|ongevallen|uitval|fouten|klachten|"
    "incidenten|onderbreking|schade|verzuim|vertraging|begeleiding|tussenkomst)",
    "niet te evenaren", "geen 9[- ]tot[- ]5\\w*", "niet-\\w+",
    "nooit (?:te laat|ziek|een deadline|opgeven|stil|genoeg|uitgeleerd|op)", "niet bang",
    "schuw(?:t)? (?:\\w+ )?niet",
    "geen (?:moeite|angst|uitdaging|uren|twee|dag(?! met )|klus|zee|opgave)",
    "(?:nog )?nooit (?:\\w+ ){0,3}(?:gemist|te veel|te laat|overschreden|verzuimd|uitgevallen|"
    "stilgestaan|stilgezeten|klacht\\w*|ongeluk\\w*|ongeval\\w*|schade|boete\\w*|fouten)",
    "niet voor niets",
    "niet schromen",
    "(?:die|dat|wie) (?:\\w+ ){0,3}(?:geen|nooit|niet|zonder)(?: \\w+){0,3}? (?:had(?:den)?|hebben|"
    "heeft|kunnen|konden|kon|spreken|zijn|waren)",
    "(?:mensen|collega's|medewerkers|cliënten|klanten|leerlingen|jongeren|kandidaten|starters|"
    "deelnemers|gebruikers) (?:zonder|met (?:weinig|geen|nauwelijks))(?: \\w+){0,3}",
    "(?:who|that|which) (?:had|have|has|do|did|does|can|could) (?:not|never|no)(?: \\w+){0,3}",
    "(?:people|colleagues|users|customers|students|pupils|candidates|clients|staff|starters) "
    "(?:with (?:little|no)|without)(?: \\w+){0,4}",
    "not only", "not just", "not least", "not limited to",
    "no (?:downtime|problems?|issues?|incidents?|fewer|less|accidents?|nonsense|errors?|lost|"
    "matter|more than|data loss|stranger)",
    "never (?:\\w+ )?(?:missed|late|failed|been late|stopped|lost|exceeded)",
    "without (?:\\w+ )?(?:problems?|incidents?|downtime|errors?|accidents?|supervision|"
    "interruption|delay)",
    "no-\\w+", "non-\\w+", "can't wait", "cannot wait", "don't hesitate",
    "nicht nur", "kein problem", "ohne (?:probleme|unfälle|ausfall|fehler)", "pas seulement",
    "non seulement", "sans (?:accident|problème|interruption|erreur)", "nu doar", "nu numai",
    "(?:i )?(?:have )?never (?:stop|give|fail|miss|lose|forget|let|late|turn|shy|compromise|leave|"
    "hesitate|tire|going back|"
    "received|\\w+ (?:anything|something) (?:other|but)|anything but)\\w*",
    "(?:nooit|niets|niks) (?:iets )?(?:anders|liever)", "nothing (?:but|more|else|less)",
    "(?:hardly|scarcely|barely) an?y? .*(?:not|n't)", "(?:nauwelijks|amper) een .* niet",
    "(?:geen|niet) (?:zelden|te (?:beroerd|groot|klein)|zonder|minder|onaardig|onbelangrijk)",
    "draai(?:t)? (?:ik )?mijn hand niet om", "by no means", "no wonder", "not (?:infrequently|"
    "rarely)",
    "(?:i )?(?:do|did|does) not (?:depend|rely|see|hide|cut|compromise|rush)",
    "(?:heb |ik )?(?:nooit|never) (?:\\w+ )?(?:spijt|regret\\w*|(?:nee|no) (?:te )?(?:zeggen|"
    "gezegd)|say no|said no)",
    "(?:niet|un)(?: gehinderd|hindered)", "niet eerder vertoond", "(?:i )?have never (?:regretted|"
    "looked back|said no)",
    "(?:geen|no|nooit|never|niet|not) (?:[\\w'’-]+ ){1,5}?(?:zonder|without)",
    "(?:i )?(?:do|did|does) not (?:avoid|fear|dread|shirk)", "geen (?:[\\w'’-]+ ){1,4}?uit de weg",
    "(?:nooit|never) meer", "(?:nooit|niet|geen) (?:\\w+ )?(?:problemen|klachten|fouten|moeite|"
    "schade)", "(?:no|geen) (?:secrets?|surprises?|geheim\\w*|verrassing\\w*)",
    "niets nieuws", "nothing new", "nothing to chance", "niets aan het toeval",
    "nog niet klaar mee",
    "(?:i am|i'm) not done",
    "zonder (?:meer|twijfel|al te)", "niet in opleiding", "without (?:a )?doubt",
    "no longer (?!valid)", "niet meer actief",
    "(?:mij|me) niet (?:afhankelijk|gebonden)", "niet (?:afhankelijk|gebonden|getrouwd|bang)",
    "nog geen (?:jaar|maand|week|half|twee|dag|uur)\\w*", "nooit (?:anders|kasverschil\\w*)",
    "could(?:n't| not) have", "can(?:not|'t) (?:do|live|imagine|go) \\w*(?: \\w+)? without",
    "so that no(?:t|body| one)?", "zodat (?:geen|niemand|niets)",
    "(?:where|waar|until|till|tot(?! nu| nog| dusver)|totdat|of|dat) "
    "(?:er |eerst |there (?:was|were) |\\w+ ){0,2}"
    "(?:no|geen|niet|not)(?: \\w+){0,4}",
    "(?:aan|voor|met|van|for|to|with|of|from) \\w+ (?:zonder|without|with no|"
    "with little)(?: \\w+){0,3}",
)  # fmt: skip
AFTERTHOUGHT = re.compile(  # a clause that denies what stands before it
    r"(?i)(?P<of_it>(?:helaas |unfortunately |maar |but )?(?:nog |is |are |has been )?(?:(?:niet|"
    r"not)"
    r"(?: yet| meer)? (?:afgerond|voltooid|behaald|completed|finished|held|obtained|in bezit|"
    r"gehaald|spoken|geldig|valid|mine)|none|geen|nee|no|nil|nihil|verlopen|expired|lapsed|niet|"
    r"nooit|nog nooit|never|not yet|not so far|"
    r"geen ervaring(?: mee)?|no experience|ontbreekt|lacking|missing))"
    r"|(?:maar |but |though )?(?:nog |still |as yet )?(?:geen|no|zonder|without)(?: \w+)?"
    r" (?:ervaring|kennis|experience|knowledge|practice|praktijkervaring)(?: \w+){0,3}"
)

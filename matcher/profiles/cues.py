"""Words that tell what a line of a vacancy does: ask, wish, describe, offer, invite or waive.

In:  a sentence
Out: patterns to search it with
Why: a closed list of phrases is checked in microseconds, can be read and corrected by a recruiter,
     and sees "geen must" where an embedding sees "must"
"""

import re

from matcher.profiles.patterns import words

WAIVED = words(  # nothing is asked at all
    "(?:is |zijn )?(?:dan |daarvoor |daarbij |bij ons |hier )?niet (?:nodig|vereist|verplicht|"
    "noodzakelijk|essentieel)",
    "geen (?:\\w+[ -]){0,4}\\w+ (?:voor )?nodig",
    "geen (?:\\w+ ){0,2}ervaring (?:vereist|noodzakelijk)",
    "(?:hoef|hoeft|hoeven) (?:je |jij )?(?:\\w+ ){0,5}niet", "hoef je (?:\\w+ ){0,6}geen",
    "hoeft geen",
    "no (?:\\w+ ){0,4}(?:is |are )?(?:needed|necessary)",
    "no (?:\\w+ ){0,3}experience (?:is )?required", "(?:is|are) not needed",
    "not (?:necessary|required|mandatory|essential)",
    "(?:do not|don't) need(?! (?:hand|constant|much|supervision|to be told))",
    "need not have", "no (?:\\w+ ){0,4}required", "(?:vinden|vindt) (?:wij|"
    "we) (?:\\w+ ){0,2}niet belangrijk",
    "(?:is|are) not important", "(?:does not|doesn't) matter", "maakt (?:\\w+ ){0,2}niet uit",
    "speelt (?:\\w+ ){0,3}geen rol", "aucune? (?:\\w+ ){0,3}n'est (?:exigée?|requise?|nécessaire)",
    "nicht (?:nötig|erforderlich|notwendig)",
    "keine (?:\\w+ ){0,3}(?:nötig|erforderlich|notwendig)",
    "liever geen", "geen (?:zzp\\w*|acquisitie|bureaus?|recruiters?|freelancers?)",
    "no (?:agencies|recruiters|freelancers|contractors|third part(?:y|ies))",
    "keine (?:freelancer|personalvermittl\\w*)",
    "egal(?! (?:welch\\w+|wie|ob))", "peu importe", "nö", "vorerst nicht", "nicht gefragt",
    "hoe(?:ft|ven) niet", "not wanted", "(?:is|are|does) not? ?matter", "we don't need",
    "niet langer (?:vereist|verplicht|nodig)", "no longer (?:required|needed|necessary)",
    "pas (?:nécessaire|exigée?|obligatoire|indispensable)",
    "nu este (?:necesar|obligatori)\\w*", "nu e nevoie",
)  # fmt: skip
NOT_MUST = words(
    "geen must",
    "geen (?:harde |absolute |strikte |formele )?(?:eis|vereiste|verplichting|voorwaarde|"
    "noodzaak)",
    "niet (?:per se|direct|strikt) (?:vereist|verplicht|noodzakelijk|essentieel|nodig)",
    "niet per se",
    "not (?:strictly|absolutely) (?:required|mandatory|essential|necessary)",
    "not a (?:hard |strict )?(?:requirement|must)",
    "no (?:hard|strict) requirement", "optional",
    "kein(?:e)? (?:muss|zwingende voraussetzung|bedingung|voraussetzung)",
    "nicht zwingend(?: erforderlich| notwendig)?", "sans être (?:obligatoires?|indispensables?)",
)  # fmt: skip
FLATLY = words(  # no must at all, where "geen harde eis" only says how hard it is
    "(?:dus )?geen (?:must|eis|vereiste|voorwaarde)", "not a (?:must|requirement)",
    "kein(?:e)? (?:muss|bedingung|voraussetzung)", "pas (?:une? )?(?:exigence|obligation)",
)  # fmt: skip
NICE = words(
    "(?:is |zijn |als |een |grote |dikke |absolute |zeker een )*(?:pre|pré|prés|pre's)(?![-\\w])",
    "plus(?:punt(?:en)?|je)?(?! \\d)(?=\\W*$|[.,;!)]| als| wanneer| indien| if| for)",
    "(?:een|a|big|strong|great|real|grote|un|il) plus",
    "bij voorkeur", "voorkeur (?:voor|gaat|uit)", "(?:de|onze) voorkeur", "(?:wij|we) zien graag",
    "(?:ge)?wenselijk", "gewenst",
    "mooi meegenomen", "mooi als",
    "(?:is|zijn|zou|lijkt ons) (?:fijn|mooi|leuk|handig|prettig|welkom)", "zien (?:we|wij) graag",
    "hebben (?:we|wij) graag", "wel (?:handig|fijn|leuk|mooi|prettig|welkom)", "fijn als",
    "leuk als", "liefst", "het liefst", "idealiter",
    "ideaal", "strekt tot aanbeveling", "streepje voor", "bonus(?:punten)?", "voordeel",
    "handig als",
    "nice[- ]to[- ]have", "preferred", "preferabl[ey]", "ideally", "desirable", "desired",
    "advantage(?:ous)?", "an asset", "beneficial", "bonus points?",
    "would be (?:great|nice|an advantage|helpful|welcome|a bonus|a plus)", "good to have",
    "preference (?:will be |is )?(?:given|for)", "extra credit", "(?:a|is|are|most|very) welcome",
    "even better", "so much the better", "des te beter", "heeft voorrang",
    "dan ben je (?:helemaal|precies|extra|zeker)", "extra (?:interessant|welkom|punten)",
    "vinden (?:wij|we) (?:dat )?(?:geweldig|fantastisch|leuk|mooi|fijn|super)",
    "(?:is|that's|a|an) (?:\\w+ )?bonus", "we'd (?:love|like) (?:it|to see)",
    "(?:mag|graag|gerne?|useful|helpful|cerise)(?=\\W*$)", "(?:→|=>?|->|:)\\s*(?:kann|kan|may)",
    "wäre (?:super|toll|schön|gut|prima|nett|ideal|klasse)",
    "would (?:love|be (?:very |really )?nice)",
    "zou (?:top|super|geweldig|ideaal) zijn", "pas mal", "pas obligé", "erwünscht", "prefer+ed",
    "sera(?:it)? apprécié\\w*", "(?:très )?apprécié\\w*", "cadeautje", "des te liever", "if have",
    "(?:\\(\\w* ?\\d+ |extra )(?:punten|points?|punkte)\\)?", "will be scored", "levert punten op",
    "von vorteil", "vorteilhaft", "wünschenswert", "idealerweise", "vorzugsweise", "gerne auch",
    "gern gesehen", "ein plus", "bestenfalls",
    "(?:est |serait )?un (?:atout|plus)", "idéalement", "de préférence", "souhaité\\w*",
    "souhaitable", "apprécié\\w*",
    "een troef", "troeven?", "zou (?:\\w+ )?(?:sterk|mooi|top|fijn) zijn", "(?:is|are) fine too",
    "streep je (?:bij ons )?voor", "is handig", "handig$", "handy", "nice$",
    "(?:wäre|wären) (?:\\w+ )?(?:schön|toll|super|gut)", "(?:schön|toll) wäre",
    "(?:serait|seraient) (?:bien|apprécié)", "would be (?:lovely|good|useful|handy)",
    "de preferat", "preferabil", "constituie (?:un )?avantaj", "(?:este |un )avantaj",
    "benefic\\w*", "ideal(?! (?:candidate|person|applicant))", "de preferencia", "preferible\\w*",
    "deseable", "se valorará",
    "preferibil\\w*", "gradit[oa]", "desejável", "mile widzian\\w*", "atutem",
)  # fmt: skip
MUST = words(
    "minimaal", "minstens", "ten ?minste", "op zijn minst", "vereist(?:e)?", "verplicht\\w*",
    "noodzakelijk", "must", "must[- ]have", "een eis", "harde eis", "vereiste", "essentieel",
    "onmisbaar", "in (?:het )?bezit van", "beschikt over", "in ieder geval", "sowieso", "nodig",
    "required", "mandatory", "must(?: have| be)?", "at least", "minimum(?: of)?", "essential",
    "necessary", "indispensable", "proven", "need to have", "you need",
    "pflicht", "non[- ]?negotiable", "ganz oben", "knock-?out", "cela va de soi", "moet(?=\\W*$|,)",
    "muss(?=\\W*$|,)", "moet(?:en)? (?:\\w+\\.? ){0,5}(?:kunnen|kennen|hebben|zijn|weten)",
    "shall (?:hold|have|be able)", "(?:is|zijn) een eerste",
    "zwingend", "voraussetzung", "mindestens", "erforderlich", "notwendig", "zwingende",
    "abgeschlossene?", "unerlässlich",
    "exigée?s?", "obligatoire", "impérati\\w+", "au moins", "requise?s?", "nécessaires?",
    "obligatori\\w+", "minim(?:um)?", "necesar\\w*", "cel puțin", "imprescindible", "al menos",
    "wymagan\\w*", "obbligatori\\w*",
)  # fmt: skip

ASKS = words(  # what is said of the person who is sought
    "je (?:hebt|bent|beschikt|bezit|kunt|kan|kent|weet|spreekt|beheerst|denkt|houdt|voelt|"
    "vindt|herkent|neemt|staat|blijft|wilt|woont|volgt|studeert|zoekt|luistert|durft)",
    "je schrijft (?:\\w+ ){0,5}(?:nederlands|engels|duits|frans)",
    "jij (?:hebt|bent|beschikt|kunt|kan|kent|weet|spreekt|beheerst)",
    "u (?:hebt|heeft|bent|beschikt)", "heb je", "heb jij", "ben je", "ben jij", "beschik je",
    "beschik jij", "kun je", "kan je", "spreek je",
    "ervaring (?:met|in|als|op|binnen|van|hebben|hebt)", "werkervaring", "kennis van",
    "affiniteit met", "bekend(?:heid)? met", "vaardig(?:heid)? (?:in|met)", "beheersing van",
    "diploma", "werk- en denkniveau", "denkniveau", "(?:mbo|hbo|wo)(?:[- /]\\w+)?",
    "afgeronde opleiding", "rijbewijs", "(?:we|wij) (?:zoeken|vragen|verwachten|vinden)",
    "zoeken (?:we|wij|naar)? ?(?:een|iemand)", "op zoek naar", "iemand (?:die|met)", "vraagt om",
    "bereid", "beschikbaar", "in staat", "verwachten (?:we|wij)", "verwacht(?:en)? van",
    "you (?:have|are|bring|possess|hold|speak|know|can|understand|must|need|thrive|enjoy)",
    "you're", "you've", "experience (?:with|in|of|as|working)", "knowledge of",
    "familiar(?:ity)? with", "ability to", "able to", "proficien\\w+", "fluent", "skilled",
    "degree", "(?:we are|we're) looking for", "strong \\w+ skills", "background in", "years of",
    "understanding of", "you should", "(?:ideal|successful|right) candidate",
    "(?:candidates?|applicants?) (?:(?:will|must|should) (?:have|be able|hold|need)|have|has|need|"
    "hold|must|should)",
    "kandida(?:at|ten) (?:hebben|heeft|beschik\\w+|moet\\w*|zijn|is)", "onze ideale \\w+",
    "du (?:hast|bist|bringst|verfügst|kannst|kennst)", "sie (?:haben|sind|bringen|verfügen|"
    "können)",
    "erfahrung(?:en)? (?:mit|in|im)", "berufserfahrung", "kenntnisse", "wir suchen", "ausbildung",
    "führerschein",
    "vous (?:avez|êtes|disposez|maîtrisez|parlez|justifiez|possédez|savez)", "expérience",
    "connaissances?", "maîtrise", "nous recherchons", "titulaire", "diplôme", "permis",
    "experiență", "cunoștințe", "abilitat\\w+", "capacitate\\w*", "experiencia", "conocimientos?",
    "esperienza", "conoscenza", "experiência", "conhecimento", "doświadczenie", "znajomość",
)  # fmt: skip
DOES = words(  # what the person will do
    # any verb in the form of the second person, but for those that describe somebody
    "je (?!hebt|bent|kunt|kent|weet|krijgt|komt|wilt|past|vindt|wordt|moet|spreekt|beheerst|houdt|"
    "denkt|voelt|herkent|staat|blijft|woont|zoekt|luistert|durft|leert|ontvangt|verdient|"
    "beschikt|bezit|brengt mee|neemt mee|studeert|verwacht|niet|het|dat|met|wat|uit|ook|graag|"
    "vindt|profiteert|groeit|geniet|bouwt op|bepaalt zelf|laat|direct|salaris|contract|"
    "talent|motivatie|project|schrijft (?:\\w+ ){0,5}(?:nederlands|engels|duits|frans))\\w{2,}t",
    "je (?:zal|zult|test)",
    # and the same turned round: "elke ochtend controleer je"
    "(?!(?:als|dat|wat|die|dan|of|om|voor|met|van|aan|bij|naar|naast|langs|uit|over|op|in|tot|door|"
    "onder|zonder|tegen|rond|sinds|vanuit|binnen|buiten|achter|tijdens|per|waar|hoe|wie|omdat|"
    "zodat|wanneer|terwijl|voordat|nadat|hoef|heb|ben|kun|kan|krijg|ontvang|leer|weet|spreek|word|"
    "wil|ken|verdien|vind|kom|mag|moet|beschik|bezit|zoek|bied|herken|dit|het|ook|nog|wel|niet|"
    "volg|durf|zal|zul|voel|hou|zit|vertel|stuur|mail|bel|upload|en) )"
    "[a-z]{2,}[bdfgklmnprstvwz](?<!en) (?:je|jij)(?= [a-z])",
    "stuur (?:je|jij)(?= (?!cv|motivatie|sollicitatie|brief|gegevens|vraag))",
    "you (?:\\w+ly )?(?!(?:have|has|are|bring|possess|hold|speak|know|can|could|understand|must|"
    "need|thrive|enjoy|should|would|will|get|receive|earn|want|love|like|do|don|may|might|also|and|"
    "or|to|with|for|in|on|at|as|a|an|the|who|is|if|your|feel|think|see|find|grow|join|become|learn|"
    "were|had|did|from|every|all|apply|meet|not|look|looking|recogni[sz]e|deserve|value)\\b)"
    "[a-z]{3,}(?= [a-z])",
    "(?:job|work|role|position) (?:involves|includes|consists of|entails)",
    "(?:werk|baan|functie|rol) (?:bestaat uit|omvat|houdt in)", "onder je hoede", "neemt deel",
    "jij (?:gaat|zorgt|werkt|maakt|bent verantwoordelijk|geeft|stuurt|bewaakt|vertaalt|"
    "overziet|neemt|bouwt)",
    "ben je (?:eind)?verantwoordelijk", "je bent (?:mede|eind)?verantwoordelijk", "ga je", "ga jij",
    "zorg je", "zorg jij", "werk je", "maak je", "stuur je", "geef je", "houd je", "hou je",
    "draag je", "voer je", "adviseer je", "begeleid je", "beheer je",
    "jouw (?:taken|werkzaamheden|rol)", "je taken",
    "(?:taken|werkzaamheden) (?:zijn|bestaan|omvatten)", "verantwoordelijk voor",
    "you(?:'ll| will)",
    "you (?:work|lead|manage|design|build|develop|support|drive|own|ensure|report|maintain|"
    "create|deliver|coordinate|collaborate)",
    "your (?:tasks|responsibilities)", "(?:you are )?responsible for", "in this role",
    "du (?:bist verantwortlich|entwickelst|übernimmst|arbeitest|betreust|unterstützt|planst|"
    "leitest|koordinierst|führst|berätst|erstellst)",
    "sie (?:übernehmen|entwickeln|betreuen|arbeiten|unterstützen|planen|leiten|koordinieren|"
    "führen|beraten|erstellen)",
    "verantwortlich für",
    "vous (?:assurez|gérez|serez|développez|participez|travaillez|prenez|animez|réalisez|"
    "pilotez|accompagnez|veillez|contribuez|encadrez)",
    "(?:vei|veți) \\w+",
)  # fmt: skip
OFFERS = words(
    "wij bieden", "we bieden", "bieden (?:wij|we)(?: jou| je)?", "bied(?:t|en) (?:jou|je)",
    "je krijgt", "krijg je", "jij krijgt",
    "(?:een |jouw |het )?(?:goed |marktconform |bruto |uitstekend |"
    "aantrekkelijk )?(?:maand)?salaris",
    "salarisschaal", "pensioen\\w*", "vakantie(?:dagen|geld|toeslag|uren)", "verlofdagen",
    "(?:reis)?kostenvergoeding", "thuiswerkvergoeding", "13e maand", "dertiende maand",
    "eindejaarsuitkering", "bonusregeling", "winstdeling", "lease ?-?auto", "auto van de zaak",
    "laptop en telefoon", "bruto per maand", "per maand", "cao", "opleidingsmogelijkheden",
    "doorgroeimogelijkheden", "groeimogelijkheden",
    "ruimte voor (?:eigen )?(?:initiatief|ontwikkeling|groei)", "vast contract", "jaarcontract",
    "vaste aanstelling", "contract voor onbepaalde tijd", "personeelskorting", "personeelsuitjes",
    "borrels?", "vrijdagmiddagborrel\\w*", "fietsplan", "vrije dagen", "maaltijdcheques",
    "hospitalisatieverzekering", "extralegale voordelen", "loonpakket", "gezellige? \\w+",
    "leuke collega's",
    "we offer", "we provide", "you(?:'ll| will) (?:get|receive|enjoy)",
    "competitive (?:salary|compensation)", "salary", "pension", "holidays?", "paid time off",
    "health insurance", "bonus scheme", "company car", "per month", "gross", "benefits package",
    "benefits",
    "wir bieten", "gehalt", "urlaubstage", "betriebliche altersvorsorge", "nous offrons",
    "nous (?:vous )?proposons", "rémunération", "tickets? restaurants?", "mutuelle", "oferim",
    "salariu\\w*", "ofrecemos", "offriamo", "oferujemy", "wynagrodzenie",
)  # fmt: skip
INVITES = words(
    "sollicit\\w+", "motivatiebrief",
    "(?:stuur|mail|upload) (?:dan )?(?:je|jouw|ons|een|nu|snel|direct)",
    "neem (?:dan )?(?:gerust )?contact", "contact op", "bel (?:of|naar|met|dan|gerust)",
    "bellen met", "mailen naar", "whatsapp\\w*", "reageer", "reageren", "meer informatie",
    "meer weten", "vragen over", "acquisitie", "wervingsbureaus?", "recruitmentbureaus?",
    "kennismak\\w+", "maken we graag kennis", "gesprek(?:ken)? (?:vind|plaats)",
    "sollicitatieprocedure", "referentiecheck", "(?:pre-employment )?screening", "assessment",
    "vacaturenummer", "sluitingsdatum", "uiterlijk (?:op )?\\d", "klik op", "via de button",
    "zien je .{0,20}tegemoet", "gdpr", "privacy\\w*",
    "apply", "applications?", "your (?:cv|resume)", "cover letter", "get in touch", "contact us",
    "we look forward", "recruiters?(?: and)? agenc\\w+", "no agencies", "hiring manager",
    "interview process", "click",
    "bewerbung\\w*", "bewirb", "bewerben", "lebenslauf", "candidature", "postulez",
    "lettre de motivation", "vă rugăm să trimiteți", "trimit\\w* cv\\w*", "să-ți trimiți",
    "așteptăm", "envía", "candidati", "aplikuj", "prześlij",
    "[\\w.+-]+@[\\w-]+\\.\\w+", "https?://\\S+", "www\\.\\S+",
)  # fmt: skip
EQUAL = words(
    "gelijke kansen", "inclusie", "inclusiviteit", "inclusieve (?:werkgever|organisatie|cultuur)",
    "diversiteit\\w*", "ongeacht (?:leeftijd|gender|geslacht|afkomst|achtergrond)",
    "iedereen welkom", "(?:all|alle) (?:ages|backgrounds|leeftijden|nationaliteiten|"
    "nationalities)", "(?:m/v|v/m)(?:/x)? ?staat",
    "equal[- ]opportunit\\w+", "regardless of (?:race|gender|age|ethnicity|background)",
    "without regard to", "inclusive (?:workplace|employer|environment)", "diversity",
    "protected (?:by|characteristic|veteran)", "chancengleichheit",
    "unabhängig von (?:geschlecht|alter)", "égalité des chances", "oportunități egale",
    "egalitate de șanse",
)  # fmt: skip
COMPANY = words(
    "(?:wij|we) zijn (?:een|de|het|al|gespecialiseerd|actief|trots|onderdeel|marktleider)",
    "(?:wij|we) zijn (?:\\w+ ){0,4}(?:ontstaan|opgericht|gefuseerd|gegroeid)",
    "is (?:een|dé|de|het) (?:\\w+ ){0,6}(?:bedrijf|organisatie|onderneming|marktleider|"
    "leverancier|specialist|familiebedrijf|producent|speler|instelling|bureau|groothandel|"
    "dienstverlener|ziekenhuis|partner)",
    "(?:onze|mijn) (?:klant|opdrachtgever|klanten|missie|visie|organisatie|collega's|medewerkers)",
    "ons (?:bedrijf|team|kantoor|hoofdkantoor)", "opgericht", "sinds (?:19|20)\\d\\d",
    "de omzet", "er werken", "bij \\w+ (?:draait|vind|hebben|werken|geloven|staat)",
    "marktleider", "familiebedrijf", "hoofdkantoor",
    "\\d+ (?:medewerkers|collega's|vestigingen|landen|werknemers)", "wereldwijd actief",
    "maakt deel uit van", "onderdeel van", "je komt (?:te werken|terecht)", "kom je te werken",
    "kom je terecht", "het team bestaat", "de afdeling bestaat", "bestaat uit \\d+", "zet zich in",
    "staat bekend", "onze (?:kernwaarden|cultuur|sector)", "geloven (?:wij|we)",
    "(?:wij|we) geloven",
    "we are (?:a|an|the|proud|part|one)",
    "is (?:a|an|the|one of the) (?:\\w+[ ,-]+){0,6}(?:company|manufacturer|provider|leader|"
    "organi[sz]ation|business|group|firm|brand|agency|hospital|charity)",
    "our (?:client|mission|company|clients|customers|people|values|brands|vision|dream|culture|"
    "team is)",
    "founded", "headquartered", "employees", "worldwide", "we believe",
    "wir sind", "unser unternehmen", "mitarbeitende[nr]?", "gegründet", "marktführer",
    "nous sommes", "notre (?:entreprise|groupe|société|mission)", "fondée", "collaborateurs",
    "suntem", "compania", "somos", "siamo", "jesteśmy",
)  # fmt: skip

PREFERENCE = words(  # the start of a wish inside a line
    "(?:en |and |und |et |maar |but )?(?:bij voorkeur|liefst|het liefst|idealiter|idealerwijs|"
    "preferably|ideally|vorzugsweise|idealerweise|bestenfalls|de préférence|idéalement|"
    "de preferat|preferabil)",
)
SOFT = words(
    "team ?-?(?:player|speler|work|worker|geest|lid)", "teamwork", "samenwerk\\w*",
    "stress ?-?bestendig\\w*", "communicati(?:ef|eve|evaardigheden|eve vaardigheden)",
    "(?:goede? |sterke? )?communicatie(?:ve)? ?(?:vaardigheden|skills)?", "klantgericht\\w*",
    "klantvriendelijk\\w*", "flexib\\w+", "zelfstandig\\w*", "proactie\\w+", "initiatief\\w*",
    "initiatieven", "nauwkeurig\\w*", "accura\\w+", "resultaatgericht\\w*", "oplossingsgericht\\w*",
    "daadkracht\\w*", "enthousias\\w+", "gemotiveerd\\w*", "leergierig\\w*", "nieuwsgierig\\w*",
    "empath\\w+", "inlevingsvermogen", "overtuigingskracht", "verantwoordelijkheidsgevoel",
    "betrouwbaar\\w*", "doorzettingsvermogen", "besluitvaardig\\w*", "hands[- ]on", "mentaliteit",
    "instelling", "omgevingssensiti\\w+", "verbind\\w+", "ondernemend\\w*", "ondernemerschap",
    "representatie\\w+", "sociaal", "sociale", "creatie\\w+", "georganiseerd", "gestructureerd",
    "analytisch\\w*", "kritisch\\w*", "drive", "energiek\\w*", "gedreven", "passie", "positieve",
    "humor", "integer", "leiderschap", "aanpakker", "aanpakken", "overzicht", "prioriteiten",
    "sterk in", "houdt van", "collegiaal", "punctueel", "geduld\\w*", "respectvol\\w*", "discreet",
    "assertief", "service ?-?gericht\\w*", "tegen een stootje", "rust(?:ig)?", "durf\\w*",
    "(?:resultaat|klant|doel)gericht\\w*", "resultaat gericht", "commercieel",
    "commerciële instelling", "calm", "freundlich", "sorgfältig", "eigenaarschap", "netwerker",
    "geef\\w* niet op", "werkt? graag", "rug recht\\w*", "rechte rug", "mensgericht\\w*",
    "nuchter\\w*",
    "eerlijk\\w*", "explain things", "doorzetter", "duidelijk in", "legt? (?:\\w+ ){0,6}uit",
    "kunt? (?:\\w+ ){0,6}uitleggen", "sensitief", "hoofd koel", "nee (?:te )?zeggen", "feedback",
    "complimenten", "precies", "zorgvuldig\\w*", "respecteer\\w*", "vriendelijk\\w*",
    "schakelen", "precise", "reliable", "friendly", "patient", "honest", "can explain",
    "ask (?:the|good) \\w+ questions?", "keep calm", "sense of humou?r", "ponctuel\\w*", "calme",
    "respectueu\\w+", "à l'écoute", "packen (?:\\w+ )?(?:gern )?mit an", "die ruhe",
    "overtuigend\\w*", "positief", "ambitieu\\w+", "hart voor", "gastvrij\\w*", "luister\\w*",
    "communication skills", "interpersonal", "self[- ]starter", "detail[- ]oriented",
    "attention to detail", "problem[- ]solv\\w+", "adaptab\\w+", "proactive", "motivated",
    "passionate", "curious", "leadership", "empathy", "resilien\\w+", "independent(?:ly)?",
    "organi[sz]ed", "creative", "analytical", "collaborative", "positive attitude", "mindset",
    "organi[sz]ational skills", "time management", "people skills",
    "teamfähig\\w*", "kommunikationsstärke", "kommunikativ", "zuverlässig\\w*", "belastbar\\w*",
    "selbst[sä]\\w+", "eigeninitiative", "engagiert", "esprit d'équipe", "autonom\\w+", "rigueur",
    "rigoureu\\w+", "sens de l'\\w+", "travail en équipe", "comunicare", "lucru în echipă",
    "muncă în echipă", "trabajo en equipo", "secuur", "verzorgd", "kalm", "thick-skinned",
    "numerate", "kostenbewust", "autorité naturelle", "pédagogie", "patience", "vigilance",
    "sauberes auftreten", "clear writing", "telephone manner", "fair with", "geduld", "humour",
    "genauigkeit", "administratief sterk", "assertief\\w*", "discréti\\w+", "netjes",
)  # fmt: skip
CERTIFICATE = words(
    "rijbewijs\\w*(?: ?-?[a-e]{1,2})?", "driv(?:ing|er'?s) licen[cs]e", "führerschein\\w*",
    "permis (?:b|c|de conduire)", "permis de conducere", "VCA\\w*", "VOG",
    "verklaring omtrent (?:het )?gedrag", "BIG(?:[- ]?registratie|-geregistreerd)?",
    "certifica\\w+", "gecertificeerd", "certified", "zertifi\\w+", "certifi\\w+", "licen[cs]es?",
    "licență profesională", "heftruck\\w*(?:certificaat|diploma)", "code ?95", "BHV", "EHBO",
    "SKJ\\w*", "bevoegdheid", "onderwijsbevoegdheid", "registratie", "bestuurderskaart", "ADR",
    "vakdiploma\\w*", "lasdiploma", "NEN ?3140", "PRINCE2", "registered", "security clearance",
    "F-gassen", "SVH", "HACCP-certificaat", "(?:stapler|kran|kälte|jagd|sach)schein\\w*",
    "CSCS(?: card)?", "SMSTS", "SSSTS", "CCNSG\\w*", "NVQ", "CACES\\w*", "habilitation \\w+",
    "\\w*attest(?:en)?", "visum", "OSHA(?: \\d+)?", "DBS",
    "(?:schiphol|bouw|toegangs|beveiligings)pas", "AIPR", "NEBOSH", "IOSH",
    "cerga", "gesellenbrief", "\\w+(?:zertifikat|certificaat|certificat)\\w*",
    "\\w+ passport", "strafregister", "führungszeugnis", "BA[45]",
    "CPA", "lascertificaat\\w*",
    "safe ?pass", "COC", "(?:SC|DV|NV) clear\\w+", "drugs? test\\w*",
    "permis(?: [a-e]{1,2})?(?!\\w| de)",
    "(?:us |schengen[- ]?)?visa", "certs?", "\\w{5,}schein", "\\w*-?aantekening", "TCVT\\w*",
    "SIA", "first aid\\w*", "GCIH", "CISSP", "CISM", "sec\\+", "habilitation", "brevet d\\w*",
    "(?:driving|tail-?lift|forklift|crane) (?:cert|ticket|card)", "HGV\\w*", "CPC",
    "tachograph card",
)  # fmt: skip
EDUCATION = words(
    "(?:v?mbo|hbo|wo|havo|vwo)\\w*", "(?:mbo|hbo|wo)[-/+ ]\\w+", "bachelor\\w*(?:'s)?",
    "master'?s?(?: degree)?(?! data)",
    "(?:master|bachelor|universiteits)-?(?:diploma|graad)\\w*",
    "ph\\.?d", "(?:werk|denk)-? ?(?:en denk)?niveau",
    "opleiding (?:in|tot|op|als|richting)?",
    "(?:afgeronde?|relevante|technische|voltooide) (?:\\w+ ){0,2}opleiding", "diploma", "degree",
    "universit\\w+", "studie", "academisch", "ausbildung", "\\w*studium", "pabo", "hbo-v",
    "[mlh]ts", "bts", "diplôme", "bac ?\\+ ?\\d",
    "licență sau masterat", "licență în", "studii superioare", "licence", "abgeschlossene\\w*",
    "titulación", "laurea", "wykształcenie",
)  # fmt: skip
TERMS = words(
    "\\d{1,2}(?: ?(?:-|–|tot|à|of|to) ?\\d{1,2})? ?(?:uur|uren|hours|stunden|heures|ore|"
    "u)(?: (?:per|p/|a|pro|par|pe) ?(?:week|w|woche|semaine|săptămână)\\w*)?",
    "per week", "full-?time", "part-?time", "voltijd", "deeltijd", "beschikbaar(?:heid)?",
    "available", "availability", "woonachtig", "woont in", "woon(?:t)? (?:je )?(?:in|op|binnen)",
    "reisafstand", "reistijd", "op (?:fiets|reis)afstand", "standplaats",
    "bereid (?:om )?(?:\\w+ ){0,4}(?:te )?reizen", "reisbereid\\w*",
    "willing(?:ness)? to (?:travel|relocate|work)", "ploegendienst\\w*",
    "(?:twee|drie|vijf|wisselende) ploegen", "(?:vroege|late|wisselende) (?:en \\w+ )?diensten",
    "storingsdienst\\w*", "avond\\w*(?: en weekend\\w*)?", "weekend(?:en|dienst\\w*|s)?",
    "onregelmatige? \\w+", "wisseldienst\\w*", "bereikbaarheidsdienst\\w*", "consignatie\\w*",
    "piketdienst", "nachtdienst\\w*", "shifts?", "on-call", "per direct", "werkvergunning",
    "work permit", "right to work", "eigen vervoer", "in het bezit van (?:een )?auto", "vollzeit",
    "teilzeit", "reisebereitschaft", "schicht\\w*", "temps plein", "mobilité", "déplacements",
    "oproepbasis", "relocat\\w+", "locatie:", "hybride?s?", "hybrid",
    "(?:twee|drie|vijf)ploegen\\w*",
    "\\w+schicht\\w*", "rufbereitschaft", "nights?", "(?:alternate |every )?(?:saturday|sunday)s?",
    "(?:days?|nights|dagen|nachten|tage|jours) (?:a|per|pro|par) (?:week|woche|semaine)",
    "overtime",
    "days on site", "dagdienst\\w*", "halftijds", "(?:start|starten|begin) om \\d\\w*",
    "\\d ?[x×] ?8", "équipe \\d", "horaires?", "\\d{1,2}(?::\\d\\d)?(?:am|pm)(?: start)?",
    "zweischicht\\w*", "beurtrol", "früh\\w*(?: und | ?/ ?)spät\\w*", "wochenend\\w*",
    "sonn-? und feiertag\\w*", "nacht(?:en|werk|dienst\\w*)", "découche\\w*", "gardes? \\w+",
    "nuits?", "\\d on \\d off", "days? in the office", "dagen? op kantoor",
    "bring your own", "own (?:car|van|tools|transport|boots|knives)", "they need a car",
    "eigen (?:auto|gereedschap|messen|bus|busje)", "eigene[snr]? (?:pkw|auto|werkzeug|fahrzeug)",
    "(?:casque|chaussures|véhicule|outillage) (?:\\w+ ){0,3}(?:obligatoires?|personnel\\w*)",
    "residency",
    "domicile à", "ter plaatse",
)  # fmt: skip
SLOGANS = words(
    "rockstar",
    "ninja",
    "topper",
    "duizendpoot",
    "spin in het web",
    "kanjer",
    "held",
    "tijger",
    "passie voor",
    "geen 9-tot-5",
    "schaap met vijf poten",
    "kartrekker",
    "aanpakker",
)
VERDICT = re.compile(  # only says how much the ask before it decides
    r"(?i)^(?:(?:dit|dat|this|that|it|das|dies|ceci|c'est)(?:'s| is| zou| wäre| est| would be)? |"
    r"dan |maar |but |aber |mais |wel |is |and |en )*(?:(?:heb|hebben) (?:je|we|wij) (?:een )?|"
    r"een |a |"
    r"an |ein |un |echt |zeker |wel |dik |grote? |big |real |huge |definite )*"
    r"(?:vinden (?:we|wij) )?(?:ben je (?:helemaal|precies|extra|zeker)|even better|des te beter|"
    r"so much the better|geweldig|fantastisch|super|extra|top\b|"
    r"pr[ée]\b|plus\w*|streepje|mooi|fijn|leuk|handig|prettig|geen|no\b|not\b|nice|great|good|"
    r"advantage|bonus|kein|pas\b|atout|wenselijk|preferred|desirable|vorteil)"
)
ANNOUNCES = words(  # the person who is sought, by title: no more than a title
    "(?:zoeken|zoekt|zoek)(?: (?:wij|we|naar|ook|nu|direct|per direct|"
    "dan))*(?: \\w+){0,8} (?:een|jou|jij|naar|nieuwe|enthousiaste|ervaren)",
    "op zoek naar",
    "(?:we are|we're|is|are) (?:currently )?(?:looking for|seeking|searching|hiring)",
    "(?:wir suchen|suchen wir)", "nous recherchons", "căutăm", "buscamos", "cerchiamo", "szukamy",
)  # fmt: skip
STRONG = words(  # an ask wherever it stands
    "ervaring (?:met|in|als|binnen|op)", "kennis van", "diploma", "rijbewijs", "denkniveau",
    "beschikt? over", "beschik je over", "vereist", "minimaal \\w+ jaar", "pré", "bij voorkeur",
    "in het bezit van", "affiniteit met", "vaardig (?:in|met)",
    "experience (?:with|in|of|as)", "knowledge of", "required", "degree in", "proficien\\w+",
    "must have", "years of", "erfahrung(?:en)? (?:mit|in|im)", "kenntnisse", "voraussetzung",
    "expérience (?:en|dans|avec)", "connaissances?", "maîtrise", "experiență (?:în|cu)",
    "cunoștințe",
)  # fmt: skip
DEMANDS = words(
    "vereist",
    "een must",
    "in het bezit van",
    "harde eis",
    "verplicht",
    "required",
    "mandatory",
    "must have",
    "zwingend",
    "voraussetzung",
    "exigée?s?",
    "obligatoire",
    "indispensable",
)
TEAM = re.compile(  # who one works with, and nothing of the work
    r"(?i)^(?:(?:je|jij|you|sie|vous) (?:\w+ ){0,2}?(?:werkt|komt|zit|work|join|arbeiten|"
    r"travaillez|"
    r"come)(?:'ll)? (?:(?:\w+ ){0,3}?(?:in|binnen|within|bij|our|dans|im)\b )?(?:\w+ ){0,3}?|"
    r"(?:je|jij|you)(?:'re)? (?:bent|are|will be)? ?(?:part|onderdeel|lid|a member|"
    r"deel) (?:\w+ ){0,4}?|"
    r"(?:je|jij|you) (?:bent|are) in (?:\w+ ){0,3}?)"
    r"(?:team|afdeling|ploeg|club|department|group|équipe)\b[^,;:]*\.?$|"
    r"^(?:jouw|het|je|ons|your|the|our) team (?:bestaat|telt|consists|is|works|werkt|has|heeft)\b"
    r"[^,;:]*\.?$"
)
OURSELVES = re.compile(  # what "we" do: "Tussen de middag eten we samen"
    r"(?i)\b(?:[a-z]+en (?:we|wij)|(?:we|wij) (?:\w+ ){0,2}[a-z]+en|we (?:all )?[a-z]{3,})\b"
)
YOURSELF = re.compile(r"(?i)\b(?:je|jij|jou|jouw|u|uw|you|your|yours|iemand|someone|somebody)\b")
ELSE = re.compile(  # what happens without it: "anders haal je het certificaat bij ons"
    r"(?:anders|zonder|want|omdat|otherwise|without|because|sonst|denn|sinon)\s"
)
ABLE = re.compile(  # what somebody must be able to do, whoever is spoken of
    r"(?i)\bmoet(?:en)?\b.{1,60}\b(?:kunnen|kennen|beheersen)\b|"
    r"\bmust (?:be able|know|have|speak)\b|"
    r"\bmüssen?\b.{1,60}\b(?:können|kennen|beherrschen)\b|"
    r"\bdoi(?:t|vent) (?:savoir|pouvoir|avoir)\b"
)
DAYS = re.compile(  # when the work is, where a few words say no more than that
    r"(?i)\b(?:(?:maan|dins|woens|donder|vrij|zater|zon)dag(?:en|s|avond\w*)?|"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)days?|(?:mon|diens|donners|frei|sams|sonn)tags?|"
    r"mittwochs?|(?:lun|mar|mercre|jeu|vendre|same)dis?|dimanches?|weekends?|week-ends?|"
    r"(?:ab|um|vanaf|from|dès|à partir de) \d{1,2}(?:[.:h]\d\d)?(?: ?(?:u|uur|uhr|h|am|pm))?\b|"
    r"\d{1,2}(?:[.:h]\d\d)? ?(?:u|uur|uhr|h)?\b"
    r" ?(?:-|–|tot|bis|à|to|and) ?\d{1,2}(?:[.:h]\d\d| ?(?:u|uur|uhr|h)\b))"
)
SOUGHT = re.compile(  # the person who is sought, by what they do: "we zoeken een lasser"
    r"(?i)\b(?:zoek(?:en)?|looking for|need|seek(?:ing)?|hiring|such(?:en|t|e)|"
    r"cherch(?:ons|e)|recherch(?:ons|e))\b(?:\s+[\w'’]+){0,6}?\s+"
    r"(?:een|an?|einen?|eine|une?|twee|drie|two|three|zwei|deux|\d{1,2})\s+"
    r"(?!(?:\w+\s+){0,2}(?:collega|iemand|someone|somebody|jemand|quelqu|pers(?:on|oon)|mens|"
    r"people|talent|position|role\b|opportunit|career|functie\b|stap|stelle|poste|emploi|"
    r"kandida|candidat|team|full-?tim|part-?tim|medewerker\b|employee|"
    r"mitarbeiter\b|collaborat|baan|job|werk|work|uitdaging|challenge|dynami|bedrijf|company|"
    r"uur|uren|hours?\b|stunden|heures|jaar|jaren|years?\b|jahre|ans\b|dagen|days|weken|weeks))"
    r"[\w-]{3,}"
    r"|^(?!\W*(?:wij|we|wie|wir|nous)\b)[\w-]{4,}(?:\s[\w()/-]+){0,3}\s(?:gezocht|gesucht|wanted)\b"
)
EXPLAINS = re.compile(
    r"(?i)^(?:je kunt (?:die|dat|het) bij ons|die (?:leer|haal) je|anders|otherwise|sonst|"
    r"sinon|want|omdat|because|denn|dan |so |dus |daarom|zo |"
    r"dat |that |das |it |it's|this |dit |show |laat |(?:wij|we) (?!zoek|vrag|verwacht|zien|"
    r"vind|are|expect|require|need)|wir |nous |heb je .*\bdan\b|"
    r"zonder )"
)

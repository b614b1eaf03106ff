"""Words that wish: a person wants, hopes, plans or is learning to do something.

In:  a clause of a CV
Out: patterns to search it with
Why: a wish is no evidence. What a person was wishing in the past ("wilde beter plannen en voerde
     daarom X in"), and what others wish whom they helped, is none: wishes stand in the present, at
     the head of a clause or beside "I". A course that runs is education, its diploma is not there
     yet: one in training for a trade aspires to it
"""

import re

from matcher.profiles.denials import NAME, PAPER
from matcher.profiles.patterns import words

ASPIRED = words(
    f"(?:wil|wilde|zou)(?: \\w+){{0,4}} (?:graag|heel graag|ooit)?(?: {NAME},?){{0,8}} ?(?:leren|"
    "ontwikkelen|verdiepen|verdieping|doorgroeien|overstappen|behalen|halen|eigen maken|"
    "bijleren|specialiseren|groeien|omscholen)",
    f"graag (?:{NAME},? ){{0,8}}(?:leren|verdiepen|ontwikkelen|bijleren|specialiseren|doorgroeien|"
    "groeien)",
    "geïnteresseerd in", "interesse in", "interesse voor", "ambitie (?:om|is|in|:)", "mijn ambitie",
    "(?<!mensen\\s)aan het leren", "leergierig naar",
    "(?:ik hoop|hoop ik) (?:\\w+ ){0,6}(?:te|om)", "(?:ik ben|ben ik) (?:\\w+ )?van plan",
    "ik (?:ga|wil) (?:me |mij )?(?:\\w+ ){0,6}(?:leren|verdiepen|bijscholen|omscholen)",
    "leer ik (?:nu|momenteel|zelf)", "(?<!altijd\\s)(?<!steeds\\s)op zoek naar",
    "(?:zoek ik|ik zoek) (?:\\w+ ){0,4}?(?:een|naar|werk|baan|functie|plek|stage|rol)"
    "(?! (?:oorzaak|oplossing|storing|fout))",
    "droom(?:t)? (?:ervan|van)", "mijn wens (?:om|is)", "wens om", "sta(?:at)? open voor",
    "(?:would|i'd|i’d|we'd|we’d) (?:like|love) to",
    "(?:i|^|and|but|now|also) ?(?:really |still |hope and )?(?:want|wish|hope|aspire) to"
    "(?! be (?:open|clear|honest|plain))",
    "(?:i|we|and|but|now|also) ?(?:really |still )?(?:aim|plan) to"
    "(?! be (?:open|clear|honest|plain))",
    "(?:hoping|aiming|planning|keen|eager|looking|aspiring|excited) to(?! the)",
    "eager to learn", "willing to learn", "interested in", "interest in", "currently learning",
    "learning to", "looking for (?:an?|my|new|work)", "seeking (?:an?|my|new)",
    "my (?:goal|ambition) is", "ambition to",
    "curious (?:about|to)", "in the process of learning",
    "möchte(?: \\w+){0,8} ?(?:lernen|vertiefen)?", "würde gerne?", "interessiert an",
    "lerne (?:gerade|derzeit)", "souhaite(?:rais)?(?: \\w+){0,3} ?(?:apprendre|me former)?",
    "aimerais", "intéressée? par", "envie d[e'’]", "doresc să", "vreau să", "căutarea",
    # --- what "I" want, at the head of a clause or after "ik"; "wilde" is the past and no wish
    "(?:ik wil|wil ik|ik zou|zou ik)",
    "^(?:en |and |now |nu )?(?:wil|zou|would|wants? (?:to|an?|my|more|work))",
    "^(?:aims?|plans?) to (?:become|learn|grow|move|work|study|obtain|gain|develop|get|start|take|"
    "complete|retrain|specialise|specialize|train|do|be|go|return|pursue|qualify)",
    "(?:who |i )(?:aims?|plans?) (?:to|on)",
    "(?:^|and |en |who |ik |i )(?:hopes?|wishes|aspires?|strives?|intends?|hoopt?|"
    "streeft?|ambieert?|"
    "ambieer|overweegt?|verlangt?|streef|beoog|intend|dreams?|"
    "droomt?)(?: ik)? (?:\\w+ ){0,5}?(?:to|of|om|te|naar|"
    "een|an?|into|ernaar|ervan|van|my|mijn)",
    "(?:^|and |en |i am |i'm |am )(?:now |currently |actively )?(?:hoping|aiming|planning to|"
    "striving|dreaming|considering|"
    "pursuing|aspiring|intending|working towards?|studying (?:for|towards?|to)|training (?:to be|"
    "to become|as)|"
    "preparing for|reading up on|getting into|looking to|working through|looking into)",
    "^(?:currently |nu |now )?(?:studying|studeer|overweeg|ambieer|aspiring|pursuing|considering|"
    "ambitieert)",
    "(?:streef|streeft|verlang|uitkijken|kijk uit) (?:ik )?(?:ernaar|naar|om)",
    "(?:zie|see) (?:mezelf|mij|me|myself) (?:\\w+ ){0,3}?(?:als|worden|doorgroeien|groeien|"
    "growing|becoming|as|"
    "moving|working)",
    "i intend to", "(?:verdiep|bekwaam|oriënteer|schol) (?:ik )?(?:me|mij|"
    "mezelf)(?: \\w+){0,2} (?:in|op|om)",
    # --- ready for it
    "(?:sta |staat |ben )?open(?:staan|staand)? (?:voor|to)(?! feedback| criticism| kritiek)",
    "^open to",
    "(?:bereid|willing|prepared|happy) (?:om )?(?:\\S+ ){0,5}?(?:te (?:halen|leren|behalen|volgen)|"
    "to (?:learn|obtain|train|take|study|retrain))",
    "(?:toe aan|klaar voor|ready (?:for|to take|to move|to step)) (?:een |de |mijn |an? |my |"
    "the )?(?:nieuwe?|volgende|next|"
    "new|stap|step|uitdaging|challenge|overstap|move)",
    "(?:sta |ben )?(?:te popelen|popel|benieuwd|nieuwsgierig naar|enthousiast (?:om|"
    "over het idee)|gemotiveerd om .* te leren)",
    "(?:can't|cannot|can not) wait to", "enthusiastic about (?:\\w+ing|the)", "curious (?:about|"
    "to)",
    "(?:lijkt|lijken) (?:me|mij|het me) (?:\\w+ )?(?:leuk|mooi|fijn|geweldig|interessant|boeiend)",
    "(?:zou|would) (?:het |be |really |heel )*(?:geweldig|leuk|mooi|fijn|great|lovely|nice|"
    "welcome|interessant|interesting|"
    "exciting|love|like)",
    # --- named as a wish
    "(?:my|mijn|our|ons) (?:\\w+ )?(?:next step|volgende stap|dream|droom|goal|doel|wens|wish|"
    "ambition|ambitie|aim|streven|"
    "target|hoop|toekomst)",
    "(?:^|de |the )(?:learning goals?|leerdoel(?:en)?|wens(?:en)?|wish(?: list|es)?|ambition|"
    "ambities?|toekomstplannen|"
    "future plans?|career goals?|goals?|doel|droom|dream|next step|volgende stap|"
    "wat ik (?:nog )?(?:wil|zou)|"
    "what i (?:still )?want|nog te (?:leren|behalen|halen)|still to (?:learn|obtain|be)|"
    "yet to be (?:obtained|learned))"
    "\\b[^:]{0,40}:",
    "(?:nog|still) te (?:leren|behalen|halen)", "(?:still|yet) to (?:be )?(?:learn|obtain|"
    "achieve)\\w*",
    "verlanglijst\\w*", "wish list", "(?:next|high|hoog) on my list", "to-?(?:do|learn)[- ]list",
    "(?:met|with) (?:de |the |an? )?(?:ambitie|ambition|wens|wish|droom|dream)\\w*",
    "(?:zet|zetten|maken|take|make) (?:ik )?(?:graag )?de (?:stap|overstap)",
    "(?:the )?(?:next )?step (?:into|towards)",
    "graag (?:zet|maak|ga|word|wil|zou|leer)", "graag (?:\\S+ ){0,6}(?:doen|worden|werken|gaan)$",
    "one day", "ooit (?:wil|hoop|zou)", "op termijn", "in (?:the coming|"
    "de komende) \\w+ (?:\\w+ ){0,2}(?:wil|wish|want|hope)",
    "de komende jaren",
    # --- being learnt, not yet had
    "in (?:opleiding|training) (?:tot|voor|als|to (?:be|become)|as)", "in weiterbildung",
    "in ausbildung",
    "(?:nu|momenteel|nog|druk|ben|ik ben)? ?bezig met (?:de |het |een |mijn |"
    "de laatste )?(?:opleiding|studie|zelfstudie|"
    "certific\\w+|examen|diploma|behalen|halen|leren|omschol\\w+|master|bachelor|leerlijn|"
    "traject tot)\\w*",
    "(?:momenteel|nu|op dit moment|sinds kort|currently|thans|since recently) (?:volg|doe|leer|"
    "studeer|study|learn|"
    "train)(?: ik)?(?! (?:een )?(?:cursus|training)\\b)",
    "volg(?:t)? (?:ik )?(?:momenteel |nu |op dit moment |thans )?(?:een |"
    "de )?(?:\\w+ )?(?:opleiding|studie|master|bachelor|lessen|leergang)",
    "(?:studeer|studerend) (?:\\S+ ){0,5}?(?:voor|for|towards)", "(?:opleiding|studie|examen|exam|"
    "diploma|degree|qualification|"
    "certificate|certificaat|studies|traject)\\b.{0,40}? (?:loopt nog|lopend|in progress|ongoing|"
    "planned|gepland|nog niet afgerond|"
    "in aanvraag|onderweg)", "\\((?:loopt nog|lopend|nog lopend|ongoing|in progress|in opleiding|"
    "nog niet afgerond|current|"
    "bezig|expected \\d{4}|verwacht \\d{4}|planned)\\)", f"(?:{PAPER}|"
    f"categor\\w+)(?: {NAME}){{0,2}} (?:in aanvraag|aangevraagd|in progress|applied for)",
    "(?:applied|signed up|enrolled) "
    "(?:for|in|on|at)(?: an?| the)?", "aangemeld voor (?:de |een |het )?(?:opleiding|cursus|"
    "examen)", "ingeschreven voor",
    "(?:binnenkort|volgende? (?:jaar|maand|week)|vanaf (?:september|januari|februari|volgend)|"
    "komend (?:jaar|najaar|voorjaar)|next "
    "(?:year|month|spring|autumn|summer)|soon)(?:.{0,30} (?:start|begin|examen|ga|volg|exam|"
    "diploma|certifica\\w+|haal|behaal))",
    "(?:start|begin|starten|beginnen)(?: ik)? (?:\\S+ ){0,3}?(?:met (?:de|een|mijn) (?:opleiding|"
    "studie|omscholing|master)|"
    "an? (?:degree|master's|apprenticeship|traineeship))", "will (?:start|begin|take|study|train|"
    "enrol)",
    "(?:exam|examen|test|assessment)\\b.{0,30} (?:planned|gepland|booked|scheduled|in (?:january|"
    "february|march|april|may|june|"
    "july|august|september|october|november|december))", "(?:zoek|seeking|"
    "looking for) (?:ik )?(?:an? |een )?(?:\\w+ )?"
    "(?:leerwerkplek|leerbaan|leerplek|stage\\w*|apprenticeship|traineeship|internship)",
    "^trainee\\b.*(?:progress|ongoing)", "im prozess", "derzeit in", "en cours de formation",
    "en formation pour",
    "look(?:ing)? forward to", "kijk (?:er )?(?:erg )?uit naar", "(?:het |the )?plan is (?:om|to)",
    "(?:spaar|sparen) (?:ik )?voor", "saving (?:up )?for", "(?:hart|"
    "heart) (?:\\w+ ){0,2}?(?:uit naar|set on)",
    "belangstelling (?:voor|in)", "(?:take|have|taking|with) an? (?:\\w+ )?interest in",
    "verheug (?:me|mij)",
    "(?:exploring|oriënteer) (?:ik )?(?:me |mij )?(?:op )?(?:een |an? )?(?:carrière|career|"
    "loopbaan|move|overstap)",
    "^volg(?:t)? (?:in deeltijd |momenteel |nu )?(?:de |een )?\\w*opleiding",
    "graduating in 20\\d\\d",
    "afstuderend", "(?:would|zou) (?:ik )?(?:one day |later |ooit )?(?:like|love|graag)",
    "(?:hoog |next |bovenaan )?(?:op|on) (?:mijn|my) (?:\\w+ )?(?:lijst\\w*|list|agenda|"
    "wish ?list|bucket ?list)",
    "graag (?:meer |nog |extra )?(?:ervaring|kennis|vlieguren) (?:opdoen|opbouwen|verwerven)",
    "(?:ervaring|kennis) (?:wil|hoop|zou) (?:ik )?\\w*", "(?:zoek|op zoek naar) (?:ik )?(?:een |"
    "naar )?(?:\\w+ )?(?:plek|baan|werkgever|kans|team) waar",
    "(?:looking|seeking|hoping|searching)(?: for)? (?:an? )?(?:opportunity|chance|place|"
    "employer)? ?(?:to|where|in which)",
    "ik ga (?:binnenkort |volgend \\w+ |straks |nu )?(?:\\S+ ){0,3}?(?:doen|volgen|leren|halen|"
    "beginnen|starten)$",
    "aan het (?:leren|verdiepen|studeren|omscholen|bijscholen|oriënteren)", "(?:verdiepen|"
    "bekwamen|scholen) in",
    "(?:interesse|belangstelling|hart) gaat uit naar", "(?:sta )?te trappelen",
    "^bezig (?:\\S+ ){0,3}te leren", "^(?:i'm |i am |currently |now |still )?(?:learning|"
    "teaching myself|picking up|getting to know)(?! to (?:live|work))",
    "(?:i'm|i am) (?:\\w+ )?(?:learning|teaching myself|studying)", "motivated to (?:learn|grow|"
    "become)", "seeking to \\w+",
    "^(?:next(?: up)?|volgende|goal|doel|target|streven|straks|binnenkort):(?= )",
    "(?:ogen|blik|vizier|sights|eyes) (?:\\w+ ){0,3}(?:gericht op|set on)", "wachtlijst voor",
    "waiting list for",
    "(?:nog |still |druk )?bezig met (?:mijn |de )?(?:rij)?lessen", "(?:still|nog|currently|"
    "now) (?:taking|following|doing) "
    "(?:\\w+ )?(?:lessons|lessen|a degree|an? \\w+ degree)", "(?:probeer|try|trying|"
    "tracht)(?: ik)? (?:\\S+ ){0,3}?(?:te leren|to learn|"
    "to master|te beheersen|onder de knie)", "leer (?:ik )?(?:nu|momenteel|op dit moment|thans)",
    "(?:begin|start)(?: ik)? (?:aan|met|in|an?) (?:een |de |het |an? )?(?:master\\w*|opleiding|"
    "studie|bachelor|leerwerktraject|omscholing|"
    "degree|course|apprenticeship)", "i (?:\\w+ )?start (?:an? |my )(?:master|bachelor|degree|"
    "course|apprentice)\\w*(?:'s)?",
    "ik (?:nog |graag |ook )?(?:wil|zou)", "i (?:still |also |really )?want", "i(?:'d|"
    " would) (?!not|say|describe|call|recommend|"
    "estimate|always|often|usually|also)(?:\\w+ )?(?:like|love|start|work|become|learn|move|join|"
    "welcome|want|be)",
    "would (?:gladly|happily|welcome)", "mijn (?:doel|streven) is", "heb interesse",
    "(?:interesse|interest) (?:om|to|in|voor)", "would welcome",
)  # fmt: skip
COURSE = re.compile(  # a course that is followed: no wish any more, not yet work
    r"(?i)(?:ik )?(?:volg(?:t|de)?|doe|following|taking|enrolled (?:in|on)|currently completing)"
    r"(?: ik)?(?: momenteel| nu)? (?:een |an? |de |the )?(?:\w+ )?(?:cursus|course|training|"
    r"bootcamp)|"
    r"(?:cursus|opleiding|course|training|bootcamp|certificer|certificate)\b(?!.*(?:lop|ongoing|"
    r"progress|aanvraag|planned|gepland|applied))"
)
OTHERS = re.compile(  # the wish of people who were helped: "werkzoekenden die graag ... willen"
    r"(?i)\b(?:die|who|that) (?:\S+ ){0,5}?(?:willen|wilden|wants?|wanted|wished|would like|hoped|"
    r"hopen|hoopten)\b"
)
WISHED_AFTER = re.compile(  # a clause that makes a wish of what stands before it
    r"(?i)(?:nog |still )?(?:in aanvraag|in progress|ongoing|lopend|loopt nog|applied for|"
    r"qualification in progress|nog te behalen|te behalen|to be obtained|planned|gepland|"
    r"nog bezig|in opleiding)"
)

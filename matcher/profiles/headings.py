"""Which part of a vacancy or of a CV does a line open?

In:  one short line
Out: the section it names, or None
Why: tables of openings in ten languages; people vary the tail ("Wat ga je doen als lasser bij
     Ruiter?") more than the head, so vacancy headings match from the front and CV headings whole
"""

import re
from enum import StrEnum

from matcher.profiles.once import once_a_document
from matcher.profiles.patterns import plain

SCANNED = re.compile(r"(?<=[a-z])[01](?=[a-z])")  # digits that a scan made of letters
LONGEST = 75  # characters of a heading


class Part(StrEnum):
    """What a section of a vacancy holds."""

    REQUIREMENTS = "requirements"
    NICE = "nice"
    TASKS = "tasks"
    OFFER = "offer"
    COMPANY = "company"
    APPLICATION = "application"
    EQUAL = "equal opportunity"
    WAIVED = "not needed"
    FAILING = "ways to fail"


class Section(StrEnum):
    """What a section of a CV holds."""

    ROLES = "roles"
    PROJECTS = "projects"
    EDUCATION = "education"
    SKILLS = "skills"
    LANGUAGES = "languages"
    SUMMARY = "summary"
    PERSONAL = "personal"
    HOBBIES = "hobbies"
    REFERENCES = "references"
    OTHER = "other"


VACANCY = (  # (part, openings); without accents, the first that fits decides
    (Part.FAILING, r"""(?:waaraan|waar|hier) .{0,30}(?:onderuit|mis gaat|mislukt) | faalt\b
        | fails? if
        | how people fail | people fail | woran .{0,25}scheitert | on echoue | afbreukrisico
        | valkuilen | ways to fail"""),
    (Part.WAIVED, r"""(?:what|wat|dit|this) (?:is|we|wij|je|you|hoef\w*) .{0,25}?
        (?:not (?:required|needed|necessary)|niet (?:nodig|vereist|verplicht|vragen)|niet hoeft?)
        | what you (?:do not|don'?t) need
        | wat (?:je )?niet hoeft | was (?:sie|du) nicht braucht?"""),
    (Part.NICE, r"""desired | advantageous | (?:bonus|extra|plus)?punten voor
        | extra (?:punten|points) voor | niet verplicht | geen (?:must|eis|vereiste)
        | kein muss | gern(?:e)? (?:gesehen|auch)
        | das ware (?:toll|schon|super) | (?:ware |schon ware |auch )schon | serait un plus
        | apprecie\w* | souhait\w* | it would (?:help|be)
        | (?:mooi|handig|fijn|leuk|prettig|voordeel|pluspunt|troef|meegenomen) (?:als|om|wanneer|
        indien|is|meegenomen)\b | (?:het is |zou |is )+(?:leuk|fijn|mooi|handig|prettig)
        | pluspunt\w* | mag (?:je|jij)\b.{0,25}(?:kunnen|hebben|weten) | surplus | wensen?$
        | what would (?:make us|be) | advantage\w*$
        | wunsch\w*$ | pluspunkte? | plus$ | also good | (?:good|nice) if | mooi$ | un atout
        | nice[- ]to[- ]ha(?:ve|d)s? | pre'?s?\b(?! ?-) | pluspunten | leuk als
        | mooi meegenomen | een plus | (?:dit|het) is een pre
        | wat (?:we )?(?:ook )?(?:fijn|mooi|leuk) (?:is|zou)| wenselijk | (?:functie-?)?wensen
        | gewenst(?:e)?\b(?! (?:kwaliteit|eigenschap|profiel|competent|functie))
        | optione(?:el|le)\b | optional\b | extra (?:punten|points) | (?:ons )?verlanglijst
        | would be a plus | bonus(?:points| points|punten) | bonus\b(?!reg) | preferred | desirable
        | good to have
        | it'?s a plus | (?:a )?plus(?:es)?$ | von vorteil | wunschenswert | un plus | les plus
        | atouts?$ | calificari preferate | calificari dorite | constituie (?:un )?avantaj
        | (?:un )?avantaj
        | deseable | valorable | se valora | diferencia\w+ | desejavel | mile widziane
        | costituisce | extra'?s? die (?:je|helpen) | (?:niet )?verplicht maar
        | what would be great | ideally | niet noodzakelijk"""),
    (Part.EQUAL, r"""diversiteit | inclusi(?:e|ef|viteit)\b | gelijke kansen
        | equal (?:opportunit|employ) | diversity | chancengleichheit | declaratia de egalitate
        | egalitate de sanse | egalite des chances | igualdad"""),
    (Part.OFFER, r"""(?:pay|package|compensation)\b(?:.{0,20})$ | the practical (?:part|bit)
        | voor jou$
        | daarvoor krijg | gehalt$ | das bekommst
        | was du bekommst | ce que vous aurez | voordelen$ | (?:de )?praktische (?:kant|zaken)
        | wat (?:krijg|bied|staat|levert|ga je verdienen|(?:mag|kun|kan) (?:je|
        jij) (?:van ons )?verwachten)
        | wat (?:wij|we) (?:je |jou |jullie )?(?:te )?(?:bied|hebben)
        | (?:wij|we) hebben (?:jou|je)
        | wat biedt | wat bied | wat heeft .{2,40} (?:jou )?te bieden
        | dit (?:bieden|krijg|mag je|kun je|staat|is wat (?:wij|we) bieden|hebben wij) | dit bied
        | wij bieden | we bieden | en wij bieden | ons aanbod | het aanbod | aanbod\b
        | jouw (?:aanbod|voordelen|arbeids|salaris|extra) | arbeidsvoorwaarden
        | (?:primaire |secundaire )(?:arbeids)?voorwaarden
        | wat (?:bieden|hebben) (?:wij|we) | salaris | jouw voordelen | beloning
        | daarom (?:kies|werk)
        | waarom (?:werken|kies|jij|je|bij|deze|wil|ga)| what (?:we|you(?:'ll| will
        | can)?) (?:offer|get|expect from us|can expect)
        | what(?:'s| is) in it | we offer | our offer | offer$ | benefits | perks | compensation
        | salary | why (?:join|work|us|you'll) | what do we offer | your benefits | total rewards
        | wir bieten | was (?:wir )?(?:dir |ihnen )?bieten | das bieten | unser angebot
        | (?:deine|ihre) (?:vorteile|benefits) | was (?:dich|sie) erwartet\b(?! als)
        | darauf (?:kannst|konnen) | nous (?:vous )?offrons
        | ce que nous (?:vous )?(?:offrons|proposons) | nous vous proposons | avantages
        | notre offre | remuneration
        | ceea ce (?:va )?oferim | ce (?:va |iti )?oferim | ce oferim | oferim | beneficii
        | ofrecemos | que ofrecemos | se ofrece | beneficios | offriamo | cosa offriamo
        | oferecemos | o que oferecemos | oferujemy | co oferujemy | what's on offer"""),
    (Part.APPLICATION, r"""(?:direct |nu |meteen |hoe )?sollicit\w+ | hoe (?:te )?sollicit
        | interesse | geinteresseerd | enthousiast | iets voor jou | is dit (?:jouw|iets|de|wat)
        | spreekt (?:dit|deze) | meer (?:weten|informatie|info) | (?:heb je )?(?:nog )?vragen
        | contact\w* | reageren | reageer | reactie | aanmelden | acquisitie | procedure
        | de procedure | sollicitatieprocedure | selectieprocedure | hoe nu verder | en nu | wat nu
        | klaar voor (?:de|deze|een) | ben je overtuigd | word(?:t)? (?:jij|je) onze
        | bijzonderheden | tot slot | disclaimer | goed om te weten | screening
        | (?:how to )?apply | application | interested | next steps | ready to
        | (?:sound|does this sound) | get in touch | the process | questions
        | recruitment (?:process|agenc) | background check | bewerbung | bewirb | jetzt bewerben
        | interesse geweckt | kontakt | so bewerben | haben wir (?:dein|ihr) | postuler
        | candidature | pour postuler | comment postuler | interesse | pentru a aplica
        | cum (?:se aplica|aplici|sa aplici|aplicati) | aplica
        | como (?:aplicar|postular|candidatar) | candidatura | inscripcion | come candidarsi
        | jak aplikowac | aplikuj"""),
    (Part.REQUIREMENTS, r"""(?:moet|moeten) (?:je|jij|u)\b | dit moet\b | required$
        | (?:basic|minimum|essential|key) criteria | harde? (?:must|eis)\w*
        | must(?:s)?$ | you must have | was du konnen | unverzichtbar
        | unbedingt | indispensable | (?:jouw|je) (?:rugzak|bagage|koffer) | skills (?:&|and)\b
        | what it takes | needed$ | (?:we|wij) vragen$ | gevraagd | pflicht$
        | opleidingsniveau$ | wat de .{3,30} (?:echt )?wil$ | ce que nous attendons
        | wat (?:breng|neem|heb|moet|kun|kan|vragen|vraag|verwachten|verwacht|
        zoeken|zoekt|wij (?:van je )?(?:vragen|verwachten|zoeken)|we (?:van (?:je|
        jou) )?(?:vragen|verwachten|zoeken)|maakt? (?:jou|jij)|jij (?:mee|hebt)|je (?:meeb|mee n|
        moet|in huis|hebt|nodig|minimaal))
        | wat (?:er )?van (?:je|jou) | (?:functie-?|de |onze |harde |jouw )?(?:eisen|vereisten)\b
        | functie-?(?:eisen|vereisten|profiel)
        | (?:jouw|je|het|ons|een|gewenst|persoons|functie|kandidaat|competentie|wie zoeken|
        gezocht)? ?-?(?:profiel|profielomschrijving|profielschets)\b
        | profielomschrijving | wie (?:ben|zoeken|jij|je|wij|we|zoekt|past) | wie .{0,10}bent
        | (?:dit )?ben (?:jij|je) (?:dit|het)?(?!.*verhuis)| jij (?:bent|hebt|beschikt|herkent|
        brengt|neemt)\b
        | jij$ | je (?:beschikt|brengt|herkent|hebt|bent)\b
        | dit (?:ben|breng|neem|heb|vragen|verwachten|zoeken)(?: jij| je| wij| we)?
        | (?:dit )?(?:ben|herken) (?:jij|je)
        | jouw (?:achtergrond|kwaliteiten|ervaring|vaardigheden|competenties|talent|skills|
        kracht|kennis|pluspunten|bagage|expertise|superk)
        | gevraagd | kwalificaties | competenties
        | (?:opleiding|ervaring|kennis|talen|vaardigheden|skills|hard skills|soft skills|
        techniek|technische (?:kennis|vaardigheden)|diploma'?s|
        ervaring en opleiding)\b(?:.{0,40})$
        | (?:wij|we) (?:vragen|verwachten|zoeken|vinden het belangrijk)(?: van)?(?: jou| je
        | iemand| een)?
        | onze verwachting | wat ons blij | must[- ]?haves? | harde eisen | knock-?out | minimale
        | herken jij | hoe (?:ben|zie) jij | in jouw rugzak
        | (?:gewenste |jouw |belangrijke )?(?:kwaliteiten|eigenschappen|persoonskenmerken)\b
        | hiermee val je op | person specification | knowledge, skills | requirements (?:for|of)\b
        | de ideale (?:kandidaat|match)| het team zoekt | hierin herken | daar(?:om|voor) zoeken
        | bij deze functie pas
        | (?:job |key |minimum |basic |role |essential |your |the |our |technical |
        functional )*(?:requirements?|qualifications?|skills?(?: and .{3,40})?|competenc(?:y|
        ies)|must[- ]haves?|experience(?: and .{3,40})?|profile|background|credentials|expertise|
        knowledge)(?: needed| required| and .{3,40}| profile| you bring)?$
        | (?:what |here's what )?(?:we(?:'re| are)|you(?:'ll)?) (?:look(?:ing)? for|bring|need|
        have|should have|must have)
        | what (?:do )?(?:we|you) (?:look|need|bring|ask|want|seek|expect|require|have|are)\b
        | what you(?:'ll)? (?:bring|need|have) | what (?:will )?make
        | who (?:you are|are you|we(?:'re| are) looking) | about you\b
        | you (?:have|are|bring|must|should) | your (?:profile|skills|background|experience|qualif)
        | education | we (?:are looking|ask|expect|require)| to (?:succeed|be successful)
        | ideal candidate | the (?:ideal|successful) candidate | essential
        | (?:dein|ihr|das|unser|gesuchtes)? ?profil\b | anforderung | voraussetzung
        | was (?:du|sie) (?:mitbring|mitbringen|solltest|brauch)
        | das (?:bringst|bringen|wunschen|erwarten)
        | (?:deine|ihre) (?:qualifikation|kompetenz|fahigkeit|erfahrung|starken) | qualifikation
        | wir (?:suchen|erwarten|wunschen) | wer du bist | (?:du bringst|sie bringen)
        | (?:votre|ton|le|son)? ?profil(?: recherche)?$ | (?:vos |les )?competences | exigences
        | qualifications | qui (?:etes|es)[- ] | vous (?:etes|avez|disposez)
        | ce que nous (?:recherchons|attendons) | nous recherchons | profil recherche | prerequis
        | votre experience
        | abilitati (?:necesare|cerute)? | cerinte | calificari
        | (?:aptitudini|competente|abilitati) | profil(?:ul)? | ce (?:cautam|asteptam)
        | calificarile | experienta | requisitos | perfil | (?:que )?buscamos | habilidades
        | competencias | requisiti | profilo | cosa cerchiamo | competenze | procuramos | wymagania
        | kwalifikacje | oczekujemy | nasze oczekiwania | czego oczekujemy | kogo szukamy"""),
    (Part.TASKS, r"""(?:the )?work(?: you do)?$
        | (?:je|jouw|your) (?:werk|first year|eerste jaar)$
        | de job zelf | zu tun | au quotidien | ce qu'il faudra faire
        | wat doe je | (?:the job|day to day)$
        | waar ga je voor zorgen | hier ga je voor | was du machst
        | verantwoordelijkheden | omschrijving$ | main accountabilities
        | takenpakket | wat (?:je|jij|u) .{0,40}(?:doen|doet|gaat)\b | (?:je|jouw) werk\b.*
        | wat (?:ga|je gaat|ga jij|doe|houdt|je doet|jij|je (?:gaat|zoal)|word(?:t|en))
        | (?:dit )?(?:ga|doe) (?:je|jij)
        | dit (?:ga|doe|wordt|is|word)(?: je| jij| jouw)?(?: doen| baan| werk| rol| de| jouw| wat)?
        | (?:jouw nieuwe|je nieuwe|jouw|je|de|het|een|belangrijkste|hoofd|kern|voornaamste|
        core)?[ ]?-?(?:taken|rol|
        functie|werkzaamheden|takenpakket|takenlijst|verantwoordelijkheden|werkdag|werkweek|
        missie|uitdaging|job(?! (?:type|title|id|level))|baan|dag|opdracht|werk|impact|vacature|
        functieomschrijving)\b(?:.{0,50})$
        | taken\b | takenpakket | werkzaamheden | verantwoordelijkhe
        | functie-?(?:omschrijving|inhoud|beschrijving)?
        | (?:functie|rol|opdracht|vacature)(?:omschrijving|inhoud)?
        | hoe ziet (?:jouw|je|de|een) (?:werk|dag|baan|functie|week)
        | als .{3,60} (?:ga|ben|houd|zorg|werk) (?:je|jij) | zo ziet .{2,20} (?:werk)?(?:dag|week)
        | in (?:deze|het kort)\b(?: rol| functie)? | (?:een|jouw) (?:werk)?dag | aan de slag
        | waar ga je (?!werken) | day[- ]to[- ]day$
        | what (?:will )?you(?:'ll|'re| will| are going to)? (?:do|be doing)
        | what (?:will|would) you
        | (?:the |your |about the |key |main |core |primary |day[- ]to[- ]day |job |role |
        the job |duties and )*(?:role|job|tasks?|duties|responsibilit(?:y|ies)|mission|impact|
        position|opportunity|challenge|day|description|accountabilities|activities|purpose|
        summary)(?: and .{3,40}| description| purpose| summary| include)?$
        | a day in | you(?:'ll| will)\b | in this role | as (?:a|an|our) .{3,50}you
        | (?:deine|ihre|die)? ?(?:aufgaben|tatigkeit|rolle|mission|verantwortung)| das (?:machst|
        erwartet dich|sind deine)| was (?:du (?:machst|tust|bewegst)|dich erwartet|sie erwartet)
        | stellenbeschreibung
        | (?:vos|tes|les|votre|la|le|notre)? ?(?:missions?|taches|responsabilites|role|poste)\b
        | description du poste | ce que vous ferez | responsabilitati
        | despre (?:post|rol|pozitie|postul) | (?:descrierea|descriere) | sarcini | atributii
        | ce vei face | rolul | indatoriri | functii | tareas | funciones | responsabilidades
        | sobre el puesto | descripcion | mansioni | attivita | responsabilita | cosa farai
        | tarefas | funcoes | sobre a vaga | zakres | obowiazki | zadania | opis stanowiska
        | co bedziesz"""),
    (Part.COMPANY, r"""over (?:ons|de|het|onze|(?!jou)[a-z]) | wie (?:zijn|is) | bij wie
        | waar (?:kom|ga je|werk)
        | (?:onze|de|het|jouw|een|ons)? ?(?:organisatie|bedrijf|opdrachtgever|werkgever|team|
        afdeling|werkomgeving|klant|collega'?s|cultuur|bedrijfscultuur|bedrijfsprofiel|school|
        locatie|dit zijn wij|werkplek|context)\b(?:.{0,40})$
        | bedrijfs(?:profiel|omschrijving|informatie)
        | dit (?:zijn|is) (?:wij|ons|onze)| hier (?:ga|kom|werk) | in welk team | met wie
        | over .{2,40}$ | company | ons verhaal | onze geschiedenis | our story
        | about (?:us|the (?:company|team)|our|(?!you|the (?:role|job|position))[a-z])
        | who (?:we are|are we) | our (?:team|company|culture|story|mission|client|values)
        | the (?:team|company|client|organisation) | team$
        | uber uns | wer wir sind | unternehmen | das sind wir | das team
        | unser (?:team|unternehmen) | a propos | qui sommes | l'entreprise
        | notre (?:entreprise|equipe|societe) | despre (?:noi|companie|echipa)| introducere
        | sobre nosotros | (?:la )?empresa | quienes somos | chi siamo | l'azienda | sobre nos
        | o nas | kim jestesmy"""),
)  # fmt: skip

CV = (
    (Section.PROJECTS, r"""(?:relevante |eigen |persoonlijke |selected |key |personal |side |
        academic |recente |belangrijke )?(?:projecten|projects?|projekte|projets|proiecte|
        proyectos|progetti|projekty)(?: \(.*\))?(?: (?:en|and|&) .{3,30})?
        | boards? | (?:board|bestuurs)\w* .{3,30} | projects? outside work
        | (?:an? |een )?project (?:(?:that )?i am .{3,20}|waar ik trots op ben)
        | naast (?:school|mijn studie|de studie)
        | (?:additional|external) positions? | recent (?:training|projects?)\b.{0,40}
        | technical work and training | selected publications\b.{0,20}
        | toezicht\w* | vrijwilligers\w*
        | bestuurs\w*(?: en .*)? | nevenactiviteiten | neven ?functies?
        | (?:vrijwillig(?!(?:er|ster)\Z)|maatschappelijk)\w*(?: werk| ervaring)?
        | volunteer\w*(?: work| experience)? | voluntari\w+ | extracurricular\w*(?: activities)?
        | ehrenamt\w* | benevolat | engagements? | naast mijn werk | activiteiten
        | publicaties(?: en .*)? | publications? | portfolio | publikationen
        | publicatii | onderzoek | talks(?: and .{3,20})? | non-?executive(?: .{3,20})?
        | nonexecutive(?:s| roles?)?
        | community(?: (?:work|service|involvement|engagement|projects?))?
        | extra-? ?curricular(?: .{3,20})?
        | (?:maatschappelijke |overige )?engagementen | selected output
        | lezingen(?: en .{3,20})? | engagements? benevoles? | ehrenamt .{3,30} | projets finances
        | publi[ck]ation(?:en|s) .{3,30} | drittmittel | gremien .{3,30} | lehre(?: .{3,20})?
        | benevolat(?: .{3,20})? | vie associative"""),
    (Section.EDUCATION, r"""(?:mijn |relevante |gevolgde |formal )?(?:opleiding\w*|scholing|
        onderwijs|studies?|studie|cursus\w*|training\w*|certificaten|certificering\w*|certificaat|
        diploma'?s|bijscholing|nascholing|vooropleiding\w*|education|academic background|
        qualifications|courses|certifications?|certificates?|licen[cs]es|ausbildung|bildung|
        studium|weiterbildung\w*|zertifikate|schulbildung|bildungsweg|formations?|etudes|
        diplomes|certificats|educatie|formare|studii|certificari|certificate|cursuri|educacion|
        formacion|certificaciones|istruzione|formazione|certificazioni|educacao|formacao|
        wyksztalcenie|edukacja|kursy|certyfikaty|registraties?|bevoegdheden|permise|
        autorizatii)(?:(?: ?[,/&+] ?| en
        | and | und | et | si | y | e | i |: )(?:\w+ ?(?:en |and |& |/ )?){1,4})?
        | educational background | academic (?:history|qualifications)
        | wat ik (?:heb )?geleerd (?:heb)? | school\w* | akademischer werdegang
        | parcours (?:scolaire|academique) | istoric educational | istorie educationala
        | kurse?(?: .{3,20})? | fortbildung(?:en)?(?: .{3,20})? | berufsausbildung
        | schule und .{3,20}
        | titres .{3,30} | habilitations?(?: .{3,30})?
        | formations? (?:initiale|continue)s?(?: .{3,30})?
        | allgemeine und berufliche bildung | aus- und (?:weiter|fort)bildung | schul\w+
        | degrees?(?: and .{3,20})? | (?:bijkomende |verdere |permanente )?vorming(?:en)?
        | (?:wat (?:heb )?ik|waar heb ik) (?:heb )?(?:geleerd|gestudeerd|voor geleerd)(?: heb)?
        | what i (?:have )?(?:studied|learn(?:ed|t)) | qualified in | diploma | diplomas
        | (?:onderwijs|scholing|school) en (?:opleiding|vorming|training)\w*
        | professional development | training and certification | wat ik gestudeerd heb | geleerd
        | papieren | papers | tickets(?: and training)? | study | schooling | further training
        | diplomes et .{3,30} | (?:opleiding|registratie)(?:en)? en \w+
        | opgeleid | certificaten en (?:rijbewijs|cursussen) | mijn opleiding(?:en)?
        | parcours de formation | istoric academic | dezvoltare profesionala | acreditari | licente
        | calificari | licente si certificari"""),
    (Section.ROLES, r"""(?:other|previous|earlier|current|past) (?:positions?|roles?|jobs?|work)
        | (?:mijn |eigen )?(?:parcours|traject) | (?:recente? |relevante? |eerdere |lopende |
        selectie van |recent |selected |current |previous |freelance |interim[- ]?)*(?:opdrachten|
        assignments|interim-?opdrachten|engagements)
        | (?:vorige|huidige|eerdere|laatste) (?:functies?|banen?|werkgevers?|jobs?|werkkring)
        | in loondienst | wat (?:doe ik|ik doe) nu | wat (?:deed ik|ik deed) (?:daarvoor|eerder)
        | berufsstationen | berufliches? .{3,20} | mein (?:berufs)?weg | etats? des services
        | postes?(?: occupes)? | jobs? d'ete | activites (?:actuelles|professionnelles)
        | parcours .{3,40} | mon (?:experience|parcours) | experiences? .{3,30} | werdegang .{3,30}
        | before that | what i do now | what i did before | (?:working )?history | stationen
        | eerder(?: werk)? | daarvoor
        | nu
        | (?:relevante? |mijn |overige |eerdere |recente |professionele |professional |relevant |
        other |earlier |previous |additional |career |clinical |teaching |selected |teaching |
        industry )*(?:werk-?ervaring\w*|ervaring\w*|loopbaan\w*|arbeidsverleden|carriere\w*|
        arbeidservaring|werkverleden|beroepservaring|dienstverband\w*|functies|werkgevers|banen|
        baantjes|bijbaan(?:tje)?s?|bijbanen|vakantiewerk|stages?|praktijkstages?|
        experience|work(?:ing)? (?:experience|history)|
        employment(?: history)?|career(?: history| overview)?|positions(?: held)?|internships?|
        appointments|werkzaamheden|jobs)(?: (?:en|and|&) .{3,30})?(?: \(.*\))?
        | (?:stages?|ervaring) (?:voor|in|bij|met) .{3,30} | onderwijs \(.*\) | recent
        | gewerkt (?:bij|als|in) | waar ik werk\w* en werk\w* | other jobs
        | waar ik (?:heb )?gewerkt(?: heb)? | wat ik (?:heb )?(?:gedaan|deed)(?: heb)?
        | waar ik werk\w* | where i(?:'ve| have)? work\w* | what i(?:'ve| have)? done
        | zo werkte ik | mijn werk | werk | work | my work | (?:mijn )?werkende leven | cv
        | professional background | freelance(?: opdrachten)? | opdrachten(?:overzicht)?
        | berufserfahrung | beruflicher werdegang | werdegang | berufspraxis | beruflich\w* .{0,20}
        | praktika | praxis | praxiserfahrung | praktische erfahrung | arbeitserfahrung
        | experiences?(?: professionnelles?)? | parcours(?: professionnel)? | emplois
        | stages et .*
        | experienta(?: profesionala| de munca| in munca| relevanta| clinica| anterioara
        | profesionala relevanta| laborala| de lucru| de predare)?
        | istoric(?:ul)? (?:profesional|laboral|de munca|de angajare|al? .{3,25}|ocupational)
        | istorie (?:profesionala|laborala) | experiente? profesionale? | parcurs profesional
        | istoricul locurilor de munca | loc de munca .* | cariera
        | experiencia(?: profesional| laboral)? | trayectoria .* | historial laboral
        | esperienz[ae](?: professional\w*| lavorativ\w*)? | experiencia profissional
        | doswiadczenie(?: zawodowe)? | praktyki | przebieg kariery"""),
    (Section.LANGUAGES, r"""(?:mijn )?(?:talen(?:kennis)?|taal(?:kennis|tjes|vaardigheden|
        vaardigheid)?) | (?:language|languages) (?:known|and level|knowledge|ability)
        | welke talen (?:spreek ik|ik spreek) | language(?: skills| proficienc\w+)?
        | languages(?: spoken)? | sprachen | sprachkenntnisse | langues(?: etrangeres)?
        | limbi(?: straine| vorbite)?| limba | competente lingvistice | idiomas | lingue | linguas
        | jezyki(?: obce)? | talen en .{3,30} | spreekt | ik spreek
        | (?:systemen|tools|software) en talen"""),
    (Section.SKILLS, r"""(?:mijn |technische |digitale |persoonlijke |professionele |
        belangrijkste |overige |it-|ict-|kern|key |core |technical |professional |it |digital |
        soft |hard |relevant |other |computer |clinical |additional |personal |transferable |
        main |areas of )*(?:vaardigheden|competenties|competentie|kennis(?:gebieden)?|skills?|
        expertise|competenc(?:y|ies)|kwaliteiten|kernkwaliteiten|sterke punten|sterktes|tools|
        software|technieken|technologie(?:en|s)|systemen|programma'?s|programmatuur|strengths|
        proficienc(?:y|ies)|technolog(?:y|ies)|capabilities|stack|specialisaties|specialties|
        methoden|methodes|knowledge|abilities|it-kennis|applicaties)(?:(?: ?[,/&+] ?| en
        | and )(?:\w+ ?){1,3})?(?: \(.*\))?
        | technik | (?:materiel et )?logiciels?(?: .{3,20})? | digitale kompetenzen
        | kann ich .{3,20}
        | je (?:maitrise|connais)(?: .{3,20})? | ce que je sais .{3,20} | qualites? | atouts?
        | good at | (?:top)-?(?:skills|vaardigheden) | methods? | digitaal | digital | it
        | (?:informatica|computer|pc|software|vak|materie|product)-?kennis | competentieprofiel
        | (?:wat kan ik|wat ik kan) (?:verder|allemaal|nog|ook) | talenten | troeven
        | (?:mijn )?(?:key |core )?(?:talents|strong points|sterktes|strengths)
        | toolbox | keywords |
        (?:competenties en )?trefwoorden | schwerpunkte | kan ik(?: ook)? | vaardig met
        | ook (?:handig|goed in) | goed (?:in|met) | sterke? (?:kanten|punten) | computer
        | waar ik goed in ben | dit kan ik | wat ik kan | wat kan ik
        | what i(?:'m| am)? (?:can do|do well|good at|know|bring) | tech(?:nische)? stack | toolkit
        | computervaardigheden | was ich (?:mitbringe|kann|noch nicht kann)
        | wat (?:u|je) van mij mag weten | wat ik (?:nog )?niet (?:kan|heb).{0,20}
        | wat ik meebreng | what i bring | kenntnisse | fahigkeiten | kompetenzen | fachkenntnisse
        | edv(?:-kenntnisse)? | it-kenntnisse | starken | competences?(?: .{3,30})? | savoir-faire
        | outils | informatique | aptitudini(?: .{3,30})? | abilitati(?: .{3,30})?
        | competente(?: .{3,30})? | aplicabilitati(?: .{3,30})? | aptitudine | calificari si .*
        | concurente(?: .{3,30})? | competenta | capacitati | habilidades(?: .{3,30})?
        | competencias | conocimientos | aptitudes | competenze(?: .{3,30})? | capacita
        | competencias | umiejetnosci | abilitat\w+ | aptitudin\w+ | cunostinte(?: .{3,30})?
        | puncte forte | domenii de expertiza | expertiza"""),
    (Section.SUMMARY, r"""(?:mijn |persoonlijk |professioneel |kort |personal |professional |
        executive |career |my )*(?:profiel(?:schets)?|samenvatting|summary|profile|statement|
        objective|overview|introductie|introduction|pitch|motivatie|bio(?:graphy)?|intro)
        | synthese | kurzbeschreibung | en bref | le resume .{3,30} | kurz(?: und knapp)?
        | kernachtig | samengevat | in person | in vogelvlucht | kort | mijzelf
        | over mij(?:zelf)?(?: .{3,20})? | wie (?:ben ik|ik ben)
        | kort over mij\w* | about(?: me)? | who (?:i am|am i) | even voorstellen | in het kort
        | in short | ambitie | ambities | doel(?:stelling)?
        | (?:personal |career |professional )?(?:objectives?|goals?) | (?:kurz)?profil | uber mich
        | zusammenfassung | zur person kurz | a propos(?: de moi)? | presentation | wat ik doe
        | waarom ik .{3,40} | why i .{3,40} | warum ich .{3,40} | pourquoi .{3,40} | eigenschappen
        | kenmerken | karakter | hallo | hello | hoi | wie is \w+ | in a few words
        | in het kort | story
        | zu meiner person | how i work | hoe ik werk | waarom .{3,30} | why me | warum .{3,30}
        | (?:motivatie|motivation)(?: .{3,20})? | wat ik zoek | what i (?:am )?look\w*(?: for)?
        | over de overstap
        | profil(?: professionnel)? | resume | objectif | rezumat(?:ul)?(?: .{3,25})?
        | profil(?:ul)? (?:profesional|personal) | obiectiv(?:e|ul)?(?: .{3,25})?
        | sumar(?:ul)?(?: .{3,25})? | despre mine | perfil(?: profesional| personal)?
        | resumen(?: .{3,25})? | profilo(?: .{3,25})? | resumo | podsumowanie | o mnie
        | prezentare"""),
    (Section.PERSONAL, r"""personalia | personal | personliches | me contacter | persoonlijk
        | personalien | persona | persoonlijke? (?:gegevens|informatie|info)
        | contact(?:gegevens|informatie| details| information| info)? | gegevens | mijn gegevens
        | personal (?:details|information|data|info) | personliche (?:daten|angaben)
        | kontakt(?:daten)? | donnees personnelles | coordonnees | informations? personnelles?
        | etat civil | date (?:personale|de contact) | informatii (?:personale|de contact)
        | datos personales | dati personali | dados pessoais | dane (?:osobowe|kontaktowe) | adres
        | adresse | address | bereikbaarheid | zur person | naw(?:-gegevens)? | social media
        | links | bereikbaar(?: op| via)? | (?:reach|find) me
        | contact me"""),
    (Section.HOBBIES, r"""(?:mijn )?(?:hobby'?s?|hobbies|interesses?|interests|vrije tijd|
        vrijetijd\w*|hobbys|interessen|freizeit|loisirs|centres d'interet|hobby-uri|interese|
        pasiuni|aficiones|intereses|interessi|zainteresowania)(?:(?: en
        | and | & | und | et | si )\w+)? | in mijn vrije tijd | buiten (?:het )?werk | likes
        | (?:when|if) (?:i'?m |i am )?not (?:\w+ing|at work) | als ik niet \w+
        | loisirs et .{3,30} | a (?:cote|part ca) | freizeit .{3,20}
        | off (?:work|duty)
        | naast het werk | outside (?:of )?work | prive | activities"""),
    (Section.REFERENCES, r"""recommendations | aanbevelingen | referenties? | references?
        | referees | referenzen | references?
        | referinte | referencias | referenze"""),
    (Section.OTHER, r"""permis(?: de conduire)? | fuhrerscheine? | conditions | gehalt
        | verfugbarkeit
        | disponibilite | mitgliedschaft\w*(?: .{3,30})? | rahmendaten
        | aanvullend\w*(?: informatie)? | practical(?: .{3,20})? | praktisch\w*
        | funding | featured | activity | declaration | verklaring | gewenste (?:functie|baan)
        | wensen | honors?-?awards | grants?(?: .{3,20})? | anders | (?:en )?verder | also
        | ook | extra | handig om te weten
        | good to know | (?:selected |key |geselecteerde )?(?:results|resultaten)
        | overig\w*(?: .{3,25})? | bijzonderheden | other
        | (?:additional |other )?information | additional | diversen | varia | awards?(?: .{3,30})?
        | prijzen(?: .{3,25})? | (?:honou?rs|achievements|accomplishments|recognition)(?: .{3,25})?
        | prestaties | sonstiges | divers | autres? | premii(?: .{3,30})? | recunoasteri
        | realizari | afilieri(?: .{3,25})? | memberships?(?: .{3,25})? | lidmaatschappen
        | premios(?: .{3,25})? | informatii (?:suplimentare|aditionale) | rijbewijs(?:en)?
        | driving licen[cs]e | beschikbaarheid | availability
        | professional (?:memberships|affiliations) | wapenfeiten | highlights
        | hoogtepunten | bijzonder"""),
)  # fmt: skip


def _compiled(
    table: tuple[tuple[StrEnum, str], ...], tail: str
) -> list[tuple[StrEnum, re.Pattern[str]]]:
    return [
        (part, re.compile("(?:" + "|".join(_openings(body)) + ")" + tail)) for part, body in table
    ]


def _openings(body: str) -> list[str]:
    """Return the alternatives of a table cell: split at each "|" that no bracket holds."""
    body = re.sub(r"\n *", "", body)
    found, depth, at = [], 0, 0
    for index, sign in enumerate(body):
        depth += (sign == "(") - (sign == ")")
        if sign == "|" and depth == 0:
            found.append(body[at:index].strip())
            at = index + 1
    return [opening for opening in (*found, body[at:].strip()) if opening]


VACANCY_PATTERNS = _compiled(VACANCY, "")
CV_PATTERNS = _compiled(CV, r"\Z")


def vacancy_part(text: str) -> Part | None:
    """Return the part of a vacancy that a heading opens, or None where it is no known heading."""
    if len(text) > LONGEST or len(text.split()) > 12:
        return None
    key = plain(text)
    for part, pattern in VACANCY_PATTERNS:
        if pattern.match(key):
            return Part(part)
    return None


LOOSE = (  # the last word of a heading that the table does not hold whole: "Bestuurlijke loopbaan"
    (Section.ROLES, re.compile(r"^(?:(?:relevante?|overige|eerdere|andere|recente?|verdere|"
    r"other|relevant|previous|earlier|additional|further|weitere|autres?) )+(?:werkervaring|"
    r"ervaring|experience|loopbaan|work|berufserfahrung|experiences?)(?: .*)?\Z|"
    r"^(?:werkervaring|ervaring|loopbaan|experience) (?:in|binnen|"
    r"buiten|met|als|outside|before|voor) .*\Z|(?:loopbaan|werkervaring|ervaring|experience|"
    r"career|employment|berufserfahrung|werdegang|laufbahn|parcours|experienta(?: \w+)?|"
    r"experiences?(?: professionnelles?)?)\Z")),
    (Section.EDUCATION, re.compile(r"(?:opleiding(?:en)?|cursussen|trainingen|certificaten|"
    r"education|training|certificates?|certifications|ausbildung|weiterbildung|formations?|"
    r"educatie|omscholing)\Z")),
    (Section.SKILLS, re.compile(r"(?:vaardigheden|skills|kennis|competenties|kenntnisse|"
    r"fahigkeiten|competences|abilitati|aptitudini|tools|software)\Z")),
    (Section.SUMMARY, re.compile(r"(?:samenvatting|profiel|summary|profile|"
    r"profil\w*(?: \w+){0,2}|rezumat\w*|zusammenfassung)\Z")),
    (Section.PROJECTS, re.compile(r"(?:projecten|projects|projekte|projets|proiecte|"
    r"vrijwilligerswerk)\Z")),
)  # fmt: skip


def loose_section(text: str) -> Section | None:
    """Return the section of a heading that only ends in a known word, or None.

    Titles end so too ("Head of Customer Experience"): the caller must know that the line stands
    alone and that no date belongs to it.
    """
    key = plain(text)
    if len(key.split()) > 5 or len(text) > LONGEST:
        return None
    return next((section for section, pattern in LOOSE if pattern.search(key)), None)


@once_a_document
def cv_section(text: str) -> Section | None:
    """Return the section of a CV that a heading opens, or None where it is no known heading."""
    if len(text) > LONGEST:
        return None
    key = SCANNED.sub(lambda sign: "oil"["01l".index(sign.group())], plain(text))
    for section, pattern in CV_PATTERNS:
        if pattern.match(key):
            return Section(section)
    return None

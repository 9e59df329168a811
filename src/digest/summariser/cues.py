"""Cue words: signs that a paragraph serves the reader or the publisher rather than the subject."""

from __future__ import annotations

import re

_US = {
    "en": "we us our ours ourselves we're we've we'll we'd",
    "de": "wir uns unser unsere unseren unserem unserer unseres",
    "fr": "nous notre nos",
    "es": "nosotros nosotras nuestro nuestra nuestros nuestras nos",
    "it": "noi nostro nostra nostri nostre",
    "pt": "nós nosso nossa nossos nossas",
    "nl": "wij we ons onze",
    "ru": "мы нас нам нами наш наша наше наши нашу нашей нашего",
    "uk": "ми нас нам нами наш наша наше наші нашу нашої нашого",
    "pl": "my nas nam nami nasz nasza nasze naszą naszej naszego",
}
_ADDRESS = {
    "en": "you your yours yourself yourselves you're you'll you've you'd",
    "de": "du dich dir dein deine deinen deinem deiner euch euer eure",
    "fr": "vous votre vos tu te toi ton",
    "es": "usted ustedes tú ti contigo vosotros vuestro vuestra",
    "it": "voi vostro vostra tu tuo tua tuoi",
    "pt": "você vocês tu teu tua contigo",
    "nl": "je jij jou jouw jullie u uw",
    "ru": "вы вас вам вами ваш ваша ваше ваши вашу ты тебя тебе твой",
    "uk": "ви вас вам вами ваш ваша ваше ваші ти тебе тобі твій",
    "pl": "wy was wam wasz wasza wasze ty ciebie tobie cię twój twoja",
}
_AUTHOR = {
    "en": "i me my mine myself i'm i've i'd i'll",
    "de": "ich mich mir mein meine meinen meinem meiner",
    "fr": "je j'ai j'étais moi mon ma mes",
    "es": "yo mí mi mis conmigo",
    "it": "io mio mia miei mie",
    "pt": "eu meu minha meus minhas mim",
    "nl": "ik mij mijn",
    "ru": "я меня мне мной мой моя моё мои мою моей моего",
    "uk": "я мене мені мною мій моя моє мої мою моєї мого",
    "pl": "ja mnie mi mną mój moja moje moją mojej mojego",
}
_TIMELY = {
    "en": """
        now today currently recent recently latest new first last least most only since still ever
        never yet""",
    "de": """
        jetzt nun heute derzeit aktuell kürzlich jüngst jüngste neu neue neuen erste ersten erstmals
        letzte letzten meisten nur einzige seit noch nie""",
    "fr": """
        maintenant aujourd'hui actuellement récent récente récemment nouveau nouvelle nouveaux
        premier première dernier dernière seul seule seulement depuis encore jamais""",
    "es": """
        ahora hoy actualmente reciente recientemente nuevo nueva nuevos primer primera primero
        último última sólo solo único única desde todavía nunca""",
    "it": """
        ora adesso oggi attualmente recente recentemente nuovo nuova nuovi primo prima ultimo ultima
        solo soltanto unico unica ancora mai""",
    "pt": """
        agora hoje atualmente recente recentemente novo nova novos primeiro primeira último última
        só apenas único única desde ainda nunca""",
    "nl": """
        nu vandaag momenteel recent onlangs nieuw nieuwe eerste laatste meeste alleen enige sinds
        nog nooit""",
    "ru": """
        сейчас теперь сегодня недавно новый новая новое новые первый первая первые впервые последний
        последняя последние только лишь единственный единственная ещё никогда""",
    "uk": """
        зараз тепер сьогодні нещодавно новий нова нове нові перший перша перші вперше останній
        остання останні лише тільки єдиний єдина ще ніколи""",
    "pl": """
        teraz dziś dzisiaj obecnie niedawno ostatnio nowy nowa nowe pierwszy pierwsza pierwsze
        ostatni ostatnia tylko jedyny jedyna jeszcze nigdy""",
}
ADDRESS = {language: frozenset(words.split()) for language, words in _ADDRESS.items()}
AUTHOR = {language: frozenset(words.split()) for language, words in _AUTHOR.items()}
US = {language: frozenset(words.split()) for language, words in _US.items()}
TIMELY = {language: frozenset(words.split()) for language, words in _TIMELY.items()}

HOUSEKEEPING = re.compile(
    r"""
      \bsubscri(?:be|bed|ber|bers|bing|ption)\b | \bunsubscribe\b | \bnewsletters?\b | \bsign\ up\b
    | \bfollow\ (?:us|me)\b
    | \bstay\ tuned\b | \bspread\ the\ word\b | \bthank(?:s|\ you)\ (?:again|for\ (?:reading|listening|watching))
    | \b(?:leave|post)\ a\ comment\b | \bshare\ this\ (?:post|article|page|story)\b | \bjoin\ our\b
    | \bdonat(?:e|ing)\b | \bclick\ here\b | \bpatreon\b | \bsubstack\b
    | \babonnieren\b | \babonniere\b | \bnewsletter\b | \bfolge(?:n\ sie)?\ uns\b | \bjetzt\ anmelden\b
    | \babonnez\b | \binfolettres?\b | \bsuivez[ -]nous\b | \binscrivez\b
    | \bsuscr[ií]b\w+ | \bbolet[ií]n\b | \bs[ií]guenos\b
    | \biscriviti\b | \biscrivetevi\b | \bseguici\b
    | \bassine\b | \binscreva\b | \bsiga[ -]nos\b
    | \babonneer\b | \bnieuwsbrief\b | \bvolg\ ons\b | \bmeld\ je\ aan\b
    | \bподпи(?:шитесь|сывайтесь|ска|ску|ски)\b | \bрассылк\w+ | \bпідпи(?:шіться|суйтесь|сатися)\b | \bрозсилк\w+
    | \bsubskryb\w+ | \bzapisz\ się\b | \bobserwuj\ nas\b
    """,
    re.VERBOSE,
)
"""For text in small letters: ignoring case makes it five times slower."""

"""Cue words of ten languages: who speaks in a paragraph, to whom, and what it does."""

from __future__ import annotations

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
_CONCLUDING = {
    "en": """
        therefore, thus, hence, consequently, ultimately, overall, altogether, in conclusion, to conclude, in short,
        in sum, to sum up, in summary, in brief, in the end, as a result, all in all, this means, that means,
        this shows, this suggests, point to, points to, suggests that, shows that, the lesson, bottom line""",
    "de": """
        deshalb, daher, folglich, somit, letztlich, schließlich, insgesamt, kurzum, kurz gesagt, alles in allem,
        zusammenfassend, im ergebnis, am ende, das heißt, das bedeutet, das zeigt, dies zeigt, unterm strich,
        fazit""",
    "fr": """
        donc, ainsi, finalement, globalement, par conséquent, en conclusion, pour conclure, en résumé, en somme,
        en bref, bref, au final, en fin de compte, cela signifie, cela montre, ce qui signifie, montre que""",
    "es": """
        por tanto, por lo tanto, por consiguiente, así pues, en conclusión, para concluir, en resumen, en suma,
        en definitiva, al final, en fin, finalmente, esto significa, esto demuestra, demuestra que, muestra que""",
    "it": """
        dunque, quindi, pertanto, perciò, infine, in conclusione, per concludere, in sintesi, insomma, in breve,
        in definitiva, alla fine, tutto sommato, ciò significa, questo significa, dimostra che, mostra che""",
    "pt": """
        portanto, assim, por isso, por conseguinte, em conclusão, para concluir, em resumo, em suma, enfim, no fim,
        afinal, no final das contas, isso significa, isto significa, isso mostra, mostra que, demonstra que""",
    "nl": """
        daarom, dus, bijgevolg, derhalve, uiteindelijk, kortom, samengevat, samenvattend, al met al, ten slotte,
        tot slot, per saldo, dat betekent, dit betekent, daaruit blijkt, hieruit blijkt, dat toont""",
    "ru": """
        итак, следовательно, поэтому, значит, наконец, в итоге, в результате, таким образом, в заключение, в целом,
        одним словом, короче говоря, в конечном счёте, в конечном счете, это значит, это означает, это показывает,
        вывод""",
    "uk": """
        отже, отож, тому, відтак, врешті, зрештою, таким чином, у підсумку, в підсумку, у результаті, в результаті,
        на завершення, загалом, одним словом, коротко кажучи, це означає, це показує, це свідчить, висновок""",
    "pl": """
        zatem, dlatego, więc, wreszcie, ostatecznie, podsumowując, w rezultacie, w sumie, krótko mówiąc, ogółem,
        tym samym, w efekcie, to oznacza, to znaczy, to pokazuje, świadczy o, wniosek""",
}
_POINTING_BACK = {
    "en": "he she it they him his her hers its their theirs this that these those such both neither",
    "de": "er sie es ihm ihn ihr ihre ihnen sein seine dies diese dieser dieses dabei dafür damit beide",
    "fr": "il elle ils elles lui leur leurs son sa ses ce cela ceci ça cette ces celui celle ceux celles",
    "es": "él ella ello ellos ellas su sus este esta esto estos estas ese esa eso esos esas aquel aquella ambos",
    "it": "egli lui lei essa esso essi esse loro suo sua questo questa questi queste quello quella quelli ciò",
    "pt": "ele ela eles elas seu sua seus suas este esta isto estes estas esse essa isso esses essas aquele",
    "nl": "hij zij ze het hem haar hun zijn dit dat deze die daarmee daarvoor beide",
    "ru": "он она оно они его её ее их ему ей им это этот эта эти этого этому такой такая такие оба обе",
    "uk": "він вона воно вони його її їх їхній йому їй їм це цей ця ці цього цьому такий така такі обидва обидві",
    "pl": "on ona ono oni one jego jej ich jemu to ten ta te tego temu taki taka takie obaj oboje",
}


_ANNOUNCING = {
    "en": """
        announce announces announced announcing launch launches launched launching release releases released releasing
        introduce introduces introduced introducing publish publishes published unveil unveils unveiled propose
        proposes proposed proposing present presents presented describe describes described create creates created
        develop develops developed begin begins began start starts started build builds built
        invite invites invited""",
    "de": """
        ankündigt angekündigt kündigt kündigte startet startete gestartet veröffentlicht veröffentlichte vorgestellt
        stellt präsentiert präsentierte vorgeschlagen schlägt beschreibt entwickelt entwickelte gegründet gebaut
        beginnt begann eingeführt eröffnet eröffnete""",
    "fr": """
        annonce annoncé annoncent lance lancé lancent publie publié publient présente présenté présentent propose
        proposé proposent dévoile dévoilé décrit développé développe crée créé commence commencé ouvre ouvert""",
    "es": """
        anuncia anunció anunciado lanza lanzó lanzado publica publicó publicado presenta presentó presentado propone
        propuso propuesto describe desarrolla desarrolló desarrollado crea creó creado comienza comenzó inaugura""",
    "it": """
        annuncia annunciato lancia lanciato pubblica pubblicato presenta presentato propone proposto descrive svela
        sviluppa sviluppato crea creato comincia inizia iniziato inaugura inaugurato""",
    "pt": """
        anuncia anunciou anunciado lança lançou lançado publica publicou publicado apresenta apresentou apresentado
        propõe propôs proposto descreve desenvolve desenvolveu cria criou criado começa começou inaugura inaugurou""",
    "nl": """
        kondigt aangekondigd lanceert lanceerde gelanceerd publiceert gepubliceerd presenteert presenteerde
        gepresenteerd voorgesteld beschrijft ontwikkelt ontwikkeld begint begon gestart opent opende geopend""",
    "ru": """
        объявил объявила объявили объявляет запустил запустила запустили запускает выпустил выпустила выпустили
        представил представила представили представляет опубликовал опубликовала опубликовали предложил предложила
        предлагает описывает создал создала создали разработал разработала начал начала начали открыл открыла""",
    "uk": """
        оголосив оголосила оголосили оголошує запустив запустила запустили запускає випустив випустила випустили
        представив представила представили представляє опублікував опублікувала опублікували запропонував пропонує
        описує створив створила створили розробив розробила почав почала почали відкрив відкрила""",
    "pl": """
        ogłosił ogłosiła ogłosili ogłasza uruchomił uruchomiła uruchamia wydał wydała wydali przedstawił przedstawiła
        przedstawia opublikował opublikowała proponuje zaproponował opisuje stworzył stworzyła opracował rozpoczął
        rozpoczęła zaczął zaczęła otworzył otworzyła""",
}
_REPORTING = {
    "en": "said says say told tells",
    "de": "sagt sagte sagten erklärt erklärte betont betonte meint meinte",
    "fr": "dit déclare déclaré affirme affirmé explique expliqué raconte raconté",
    "es": "dice dijo dijeron afirma afirmó declaró explicó explica contó",
    "it": "dice detto disse afferma affermato dichiarato spiega spiegato racconta",
    "pt": "diz disse disseram afirma afirmou declarou explica explicou conta contou",
    "nl": "zegt zei zeggen zeiden vertelt vertelde aldus verklaarde",
    "ru": "сказал сказала сказали говорит говорят заявил заявила заявили рассказал рассказала отметил отметила",
    "uk": "сказав сказала сказали каже кажуть заявив заявила заявили розповів розповіла зазначив зазначила",
    "pl": "powiedział powiedziała mówi mówią twierdzi stwierdził stwierdziła dodał dodała opowiada",
}
_THIS = {
    "en": "this our",
    "de": "diese dieser diesem diesen dieses unsere unserer",
    "fr": "ce cet cette notre",
    "es": "este esta nuestro nuestra",
    "it": "questo questa nostro nostra",
    "pt": "este esta neste nesta nosso nossa",
    "nl": "dit deze onze ons",
    "ru": "эта этот этой этом эту настоящая настоящей наша наше нашей нашем",
    "uk": "ця цей цій цьому цю наша наше нашій нашому",
    "pl": "ten ta to tym tej tę nasz nasza naszym naszej",
}
_TEXT = {
    "en": """
        article post blog report paper study work guide series document proposal draft specification essay chapter
        story interview pep rfc""",
    "de": "artikel beitrag text bericht studie arbeit aufsatz leitfaden reihe serie dokument vorschlag entwurf",
    "fr": "article billet texte rapport étude travail guide série document proposition dossier",
    "es": "artículo texto informe estudio trabajo guía serie documento propuesta entrada",
    "it": "articolo testo rapporto studio lavoro guida serie documento proposta saggio",
    "pt": "artigo texto relatório estudo trabalho guia série documento proposta post",
    "nl": "artikel tekst rapport studie onderzoek gids reeks serie document voorstel stuk",
    "ru": "статья статье статью текст тексте доклад докладе исследование исследовании работа работе документ",
    "uk": "стаття статті статтю текст тексті доповідь доповіді дослідження дослідженні робота роботі документ",
    "pl": "artykuł artykule tekst tekście raport raporcie badanie badaniu praca pracy dokument dokumencie",
}


def _by_first_word(phrases: str) -> dict[str, tuple[tuple[str, ...], ...]]:
    """Each first word with the rests of the phrases that it begins."""
    rests: dict[str, tuple[tuple[str, ...], ...]] = {}
    for phrase in phrases.split(","):
        first, *rest = phrase.split()
        rests[first] = (*rests.get(first, ()), tuple(rest))
    return rests


ADDRESS = {language: frozenset(words.split()) for language, words in _ADDRESS.items()}
ANNOUNCING = {language: frozenset(words.split()) for language, words in _ANNOUNCING.items()}
AUTHOR = {language: frozenset(words.split()) for language, words in _AUTHOR.items()}
CONCLUDING = {language: _by_first_word(phrases) for language, phrases in _CONCLUDING.items()}
POINTING_BACK = {language: frozenset(words.split()) for language, words in _POINTING_BACK.items()}
REPORTING = {language: frozenset(words.split()) for language, words in _REPORTING.items()}
TEXT = {language: frozenset(words.split()) for language, words in _TEXT.items()}
THIS = {language: frozenset(words.split()) for language, words in _THIS.items()}
US = {language: frozenset(words.split()) for language, words in _US.items()}
TIMELY = {language: frozenset(words.split()) for language, words in _TIMELY.items()}

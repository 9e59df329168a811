"""The words that web pages put around their articles, in nine languages, as data.

Languages: English, German, French, Spanish, Italian, Portuguese, Russian, Dutch, Polish. Every pattern is matched
against a casefolded line (or the start of it), so nothing here knows of capitals.
"""

from __future__ import annotations

import re


def _joined(alternatives: str) -> str:
    """One pattern of lines that break before a ``|``."""
    return "(?:" + alternatives.replace("\n", "") + ")"


def _opening(alternatives: str) -> re.Pattern[str]:
    """A pattern for lines that open with one of the phrases as whole words."""
    return re.compile(r"[\W_]*" + _joined(alternatives) + r"(?!\w)")


def _starting_words(alternatives: str) -> re.Pattern[str]:
    """A pattern for lines in which a word opens one of the phrases: far quicker to search than any place."""
    return re.compile(r"(?<!\w)" + _joined(alternatives))


def _containing(alternatives: str) -> re.Pattern[str]:
    """A pattern for lines that contain, match or start with one of the phrases."""
    return re.compile(_joined(alternatives))


RELATED = _opening(
    r"""
you (?:might|may) (?:also )?(?:be interested|like|enjoy)|(?:related|recommended|similar)(?: \w+)?|more (?:from
|on|in|stories|news|like|about|posts|articles|to)|read (?:more|next|also|this next)|see also|(?:most|latest
|recent|popular|trending|top|featured|editor'?s|editors’)\W+(?:read|viewed|popular|shared|posts?|news|stories
|articles|now|headlines|videos?|comments|picks?)|trending|up next|don[’']t miss|further reading
|what to read next|keep reading|elsewhere|also (?:read|see|on)|must read|in case you missed|das k[öo]nnte (?:sie
|dich|euch)?|mehr (?:zum|zu|von|aus|über|artikel|news|themen|dazu|lesen)|(?:ähnliche|verwandte|weitere|passende
|andere|letzte|neueste|neue|aktuelle|beliebte) (?:artikel|beiträge|themen|meldungen|nachrichten|news|posts|links
|informationen|inhalte)|lesen sie (?:auch|mehr)|auch interessant|meistgelesen\w*|lesetipps?|zum thema|siehe auch
|verwandt(?:es)?|meist \w+|(?:à )?lire (?:aussi|également|la suite)|sur le même (?:sujet|thème)
|articles? (?:similaires|liés|récents|connexes)|voir aussi|les plus (?:lus|populaires)|vous aimerez|à découvrir
|(?:también )?te puede interesar|(?:artículos|noticias|entradas|contenido) (?:relacionad|reciente)\w*
|lee también|más (?:noticias|leíd\w+|sobre|información|en)|lo más \w+
|potrebbe(?:ro)? (?:anche )?interessart?[iv]i?|leggi anche|articoli (?:correlati|recenti)|i più letti|(?:veja
|leia) (?:também|mais)|(?:artigos|notícias|posts|matérias) (?:relacionad|recente)\w*|mais (?:lidas|notícias
|sobre)|recomendad\w+|читайте (?:также|ещё|еще|далее)|похожие \w+|вам (?:может|также|будет)[\w ]*|(?:последние
|свежие|другие|новые) (?:записи|новости|статьи|материалы)|по теме|смотрите также|популярн\w+|lees (?:ook|meer
|verder)|gerelateerd\w*|meer (?:over|van|nieuws)|meest gelezen|(?:czytaj|zobacz|przeczytaj) (?:także|też|również
|więcej)|(?:powiązane|podobne|ostatnie|najnowsze|polecane)(?: \w+)?|najczęściej czytane
"""
)

COMMENTS = _opening(
    r"""
\d+ (?:comments?|responses?|replies|thoughts|kommentare?|antworten|commentaires?|comentarios?|comentários?
|commenti|комментари\w+|reacties|komentarz\w*)|comments?(?: \(?\d*\)?| section| are closed)?[:.]?$|(?:leave|post
|add|write) (?:a|your) (?:reply|comment|response)|join the (?:conversation|discussion)|view comments
|show comments|(?:one|two|three) (?:thought|response)s? |conversation$|discussion$|what do you think
|kommentare?(?: \(?\d*\)?)?[:.]?$|(?:schreib\w*|hinterlass\w*|verfass\w*) (?:sie )?(?:einen|deinen
|ihren)? ?(?:kommentar|antwort)|einen kommentar|kommentar (?:schreiben|hinterlassen|verfassen|abgeben|absenden)
|antwort (?:schreiben|hinterlassen|abbrechen)|diskutier\w+|leserkommentare|commentaires?(?: \(?\d*\)?)?$
|laisser un commentaire|poster un commentaire|vos réactions|comentarios?(?: \(?\d*\)?)?$|deja (?:un comentario
|una respuesta|tu comentario)|comentários?(?: \(?\d*\)?)?$|deixe (?:um|o seu|seu|uma) (?:comentário|resposta)
|commenti(?: \(?\d*\)?)?$|lascia un commento|комментари[ия]\w*(?: \(?\d*\)?)?$|(?:оставить|добавить
|написать) комментарий|reacties?(?: \(?\d*\)?)?$|(?:geef|plaats|laat) een reactie|komentarze(?: \(?\d*\)?)?$
|(?:dodaj|zostaw) komentarz
"""
)

CATALOGUE = _opening(
    r"""
(?:some of )?our (?:other )?(?:books|products|titles|courses|shop|maps|magazines|catalogue|catalog|store)
|(?:from|in|visit) (?:our|the) (?:shop|store|bookshop|bookstore)|(?:new|recommended|featured|latest
|more) (?:books|products|titles|courses)|books (?:by|from|we)|special offers?|(?:this week's |our )?deals?
|on sale|unsere (?:bücher|produkte|titel|kurse|karten)|aus unserem (?:shop|verlag|programm)|(?:neue )?bücher
|nos (?:livres|produits|ouvrages|titres)|notre boutique|(?:algunos de )?nuestros (?:libros|productos|títulos)
|nuestra tienda|i nostri (?:libri|prodotti)|(?:alguns dos )?nossos (?:livros|produtos)
|(?:некоторые (?:из )?)?наши\w* (?:книги|книг|издания|товары)|наш магазин|(?:enkele van )?onze (?:boeken
|producten)|nasze (?:książki|produkty)
"""
)

ABOUT = _opening(
    r"""
about (?:us|this|the|our|me)(?: \w+){0,3}$|about$|who we are|über (?:uns|mich|den autor|die autorin|den verlag
|die redaktion)|wer wir sind|(?:à|a) propos(?: de (?:nous|l'auteur))?|qui sommes[- ]nous|(?:sobre
|acerca de) (?:nosotros|nós|mí|el autor|o autor|la autora|a autora)|quiénes somos|quem somos|chi siamo|о нас
|об (?:авторе|издательстве|издании)|о (?:журнале|проекте|редакции)|over (?:ons|de auteur|mij)|o (?:nas|autorze
|mnie)$
"""
)

CONTACT = _opening(
    r"""
(?:our )?contacts?(?: us| info| information| details)?$|(?:get in touch|write to us)
|(?:(?:our|postal|mailing) )?address$|(?:unser )?kontakt(?:e|daten)?$|anschrift$|so erreichen sie uns
|(?:nos |nous )?contact(?:s|er|ez-nous)?$|(?:nuestro |nuestros )?contactos?$|contáct(?:anos|enos)$
|(?:i nostri )?contatti$
|(?:nossos )?contatos?$|fale conosco|(?:наши )?контакты$|связаться с нами|адрес$|(?:onze )?contactgegevens$
|(?:nasz )?kontakt$
"""
)

CALL = _opening(
    r"""
(?:like|liked|enjoy(?:ed)?|love) (?:this|what|our|the|reading)|(?:get|receive|join) (?:a|our|the|my|weekly
|free)\b.*(?:e-?mail|newsletter|digest|inbox)|(?:sign|signing) up(?: (?:for|to|here|now))?|subscribe(?: (?:to
|for|now|here|today))?|(?:please )?(?:share|forward) this|support (?:us|our|this)|become a (?:member|subscriber
|supporter|patron)|donate|buy (?:now|here|it)|follow (?:us|me)|(?:jetzt )?(?:abonnieren|anmelden|spenden)
|(?:abonniere|melde dich|melden sie sich|unterstütze[n]?|folge[n]?)(?: \w+)?|hat (?:dir|ihnen) (?:der|dieser)
|(?:abonnez|inscrivez|suivez|soutenez)-|recevez|s['’](?:abonner|inscrire)|suscríb\w+|apúntate|síguenos|recibe
|iscriv\w+|seguici|ricevi|(?:assine|inscreva|siga|receba|apoie)(?:-\w+)?|подпи[сш]\w+|понравил\w+|поддерж\w+
|(?:abonneer|schrijf je in|volg ons|meld je aan|steun)|(?:zapisz się|subskrybuj|obserwuj|wesprzyj|zasubskrybuj)
"""
)

SHARING = _opening(
    r"""
share(?: (?:this|on|via|it|article|post|with|:).*)?$|\d+ ?shares?|(?:tweet|pin it|print|e-?mail|whatsapp
|facebook|twitter|linkedin|pinterest|instagram|reddit|xing|telegram|flipboard|pocket|youtube|vk)(?: this
| page)?$|sharing is caring|teilen|(?:drucken|merken|weiterempfehlen|versenden)$|partager|imprimer$|compartir
|compartilh\w+|condivid\w+|поделиться|(?:deel|delen)(?: dit| op)?|udostępnij|(?:tags?|topics?|filed under
|schlagwörter|schlagworte|stichworte|kategorien?|categor(?:y|ies|ías?|ies|ie)|etiquetas|étiquettes|теги|метки
|tagi|posted in|themen|mots[- ]clés|palavras[- ]chave)\b.*
"""
)

FURNITURE = _starting_words(
    r"""
cookies?\b|javascript|your browser|internet explorer|thank you for visiting|unsupported|all rights reserved
|alle rechte|tous droits|todos los derechos|tutti i diritti|todos os direitos|все права|©|\(c\) \d|copyright
|privacy\b|datenschutz|impressum|terms of|nutzungsbedingungen|agb\b|sitemap|newsletter|subscri|abonn
|log ?in\b|sign ?(?:in|up)\b|register (?:now|here|for)|anmeld|registrieren|advertis|^anzeige|werbung\b
|sponsored\b|follow us|skip to|toggle\b|^menu\b|menü\b|navigation|^search\b|search (?:for|this|the)|^suche
|your e-?mail|e-mail-adresse|required fields|powered by|rss\b|affiliate|gdpr\b|dsgvo|consent\b|spam\b|akismet
|moderat(?:ed|ion)|click (?:here|to)|hier klicken|view all|read more|weiterlesen|mehr lesen|learn more|load more
|(?:next|previous) (?:post|article)|nächster|vorheriger|back to top|zurück zu|nach oben|download the app|get the app
|free trial|paywall|unlimited access|opens in new window|share (?:on|this|via)
"""
)

CAPTION = _containing(
    r"""
\b(?:photo(?:graph)?s?|image|picture|illustration|foto|bild|grafik|imagen|imagem|immagine|фото|zdjęcie|fot|abb
|credit|crédit|crédito|quelle|source|fuente|courtesy|screenshot|getty|reuters|afp|dpa|epa|shutterstock|istock
|pixabay|unsplash|wikimedia|picture alliance|imago|ap photo|associated press|flickr|alamy|pexels)\b|©
"""
)

# None of the marks below stands in a line without one of these.
CREDIT_WORDS = re.compile(
    "©|photo|foto|фото|ima|bild|pict|media|caption|legend|abb|fig|illustration|credit|crédit|quelle|source|grafik|"
    "getty|reuters|afp|epa|dpa|shutterstock|alamy|unsplash|pixabay|istock|wikimedia|pexels|flickr|adobe|commons|"
    r"domain|courtesy|screenshot|artist|left|right|center|links|rechts|(?<!\w)ap(?!\w)"
)

# Matched against the line as written: capitals tell a credit from a credit card.
CREDIT_MARK = _containing(
    r"""
^(?:Image|Media|Photo|Picture|Foto|Bild|Caption|Legende|Abb\.|Abbildung|Figure|Fig\.|Photograph|Illustration
|Imagen|Фото)s?\s*(?:captions?|credits?|by|via|courtesy|[:©]|\d)|(?:Photo|Photograph|Foto|Bild|Picture|Image
|Credit|Quelle|Source|Illustration|Crédit|Crédito|Фото|Grafik|Fotograf)(?:s|en)?(?: by| credit| von)?\s?[:/©|]
|(?<=[.!?)”\"\w])(?<![ ])Credit(?=[A-Z.\s])|\((?:(?:AP|AFP|EPA|DPA|dpa)\b|Reuters|REUTERS|Getty|Photo|Image|Foto
|Bild|Quelle|Credit|Source|Picture|Courtesy|Screenshot)[^)]{0,60}\)?\s*$|(?:[/|–—-]|\bvia\b|[.!?”])\s?(?:AP|AFP
|EPA|DPA|dpa|Getty|Reuters|REUTERS|Shutterstock|Alamy|imago|picture alliance)(?:[ /]\w+){0,3}\W*$
|(?:Getty Images?|Shutterstock|Unsplash|Pixabay|iStock|Wikimedia Commons|Picture Alliance|picture alliance
|Pexels|Flickr|Alamy|AP Photo|Adobe Stock|Fotolia)(?:[ /]\w+){0,3}\W*$|(?<=[.!?])\s(?:Wikimedia|Getty|Reuters|AP
|AFP|Shutterstock|Flickr|Unsplash|Pixabay|Pexels|Alamy|Creative Commons|Public domain|Courtesy
|Screenshot)\b[^.!?]{0,80}\.?$|^©|©\s?[^\d\s]|\b[Aa]rtist['’]s (?:concept|illustration|impression|rendering)
|\bis pictured\b|\bare pictured\b|[(,] ?(?:left|right|center|links|rechts|pictured)[,)]
"""
)

# A name behind what a line says, in brackets, glued to the last word or behind the last sentence, as under pictures.
SIGNED = re.compile(
    r"(?:[.!?»”\"]|[^\W\d_]{3}) ?\((?:[^\W\d_a-z][\w.’'-]*[ ,/&]*){2,5}\)\.?$"
    r"|[^\W\d_A-Z]{2}[.!?]?[A-ZÄÖÜ][^\W\d_A-Z]+ [A-ZÄÖÜ][\w.’'-]+$"
    r"|[.!?] (?:[A-ZÄÖÜ][\w.’'/-]* ){1,3}(?:[A-ZÄÖÜ][\w.’'/-]*|\S+@\S+)$"
)

PICTURE_LABEL = re.compile(
    r"\W*(?:image|photo|picture|slide|foto|bild|fig(?:ure|\.)?|abb(?:ildung|\.)?|imagen?|фото)\W*(?:\d+\W*)?"
    r"(?:(?:of|/|von|de|из)\W*\d+)?\W*$|\d+ ?(?:of|/|von) ?\d+$|share on pinterest$|pin it$"
    r"|(?:hide|show|view|toggle|enlarge|open)? ?(?:image |photo )?captions?$"
)

COMMENTING = _containing(
    r"""
\b(?:reply|replied|permalink|says:?$|said on|wrote:|schrieb|sagt:?$|antworten|gefällt mir|melden|upvote|downvote
|points \d|hours? ago|days? ago|vor \d+ (?:stunden|tagen|minuten)|report abuse|flag|logged in to|must be logged
|répondre|responder|rispondi|ответить|beantwoorden|odpowiedz|comment by|posted at|at \d+:\d\d|um \d+:\d\d)
"""
)

HOUSEKEEPING = _containing(
    r"""
\bhousekeeping\b|free subscriber|paid subscriber|(?:thank|thanks|grateful)\b.{0,80}\b(?:subscri|support|reading
|readers)|(?:my|our) (?:subscribers|following on)|stay tuned|spread the word|(?:this|today's|today’s) (?:piece
|post|issue|newsletter|article|edition) is (?:briefer|shorter|longer|a bit|free)|what i (?:write|post|normally)
|what i(?:'|’)ve been (?:writing|up to)|i(?:'|’)?ll be back|(?:this|the) (?:newsletter|substack|blog
|site)\b.{0,60}\b(?:grow|readership|subscri)|(?:readership|subscriber) growth|\bnew articles? (?:here|a week)
|upgrade to (?:a )?paid|vielen dank (?:an alle|für (?:ihre|eure|deine))|bleibt dran|in eigener sache
|merci (?:à tous|de (?:votre|me lire))|gracias (?:a todos|por (?:su|tu|leer))|спасибо (?:всем|за (?:подписку
|поддержку|чтение))|оставайтесь с нами|grazie (?:a tutti|per)|obrigad[oa] (?:a todos|por)|bedankt (?:allemaal
|voor)|dziękuję (?:wszystkim|za)
"""
)

LEAD_IN = _containing(
    r"""
(?:listen|watch|see|hear|read|view|download|check out|find|buy|play|click|stream|hören|schauen|sehen|lesen
|écoutez|écouter|regardez|lire|escuch\w+|mira|ver|ascolta|guarda|ouça|assista|слуша\w+|смотр\w+|luister|bekijk
|posłuchaj|obejrzyj|zobacz)\b.{0,90}:
"""
)

PICTURE = re.compile(
    r"(?:image|picture|photo|foto|bild|imagen|imagem|immagine|изображение|фото|afbeelding|zdjęcie|"
    r"video|play video|gallery|bildergalerie)$"
)

KICKERS = _containing(
    r"""
(?:video|audio|podcast|opinion|analysis|interview|review|exclusive|explainer|watch|listen|live|update|breaking
|photos?|gallery|essay|column|editorial|comment|feature|news|guest post|q&a|meinung|analyse|kommentar|exklusiv
|kolumne|reportage|porträt|vidéo|entretien|tribune|chronique|opinión|entrevista|análisis|reportaje|opinione
|intervista|analisi|editoriale|opinião|análise|vídeo|видео|аудио|мнение|интервью|подкаст|репортаж|колонка|анализ
|opinie|analiza|wywiad|wideo|opinia|felieton)
"""
)

_FIRST_PERSON = """
i me my mine i'm i’m i've i’ve i'd i’d i'll i’ll ich mir mich mein meine je j'ai j’ai mon ma yo mi eu meu io mio я мне
мой ik mijn
"""
FIRST_PERSON = frozenset(_FIRST_PERSON.split())

_ADDRESSED = """
you your yours yourself you're you’re you've you’ve you'll you’ll you'd you’d sie ihr ihre ihren du dein deine euch
vous votre vos tu usted ustedes você вы вас вам ваш uw jij
"""
ADDRESSED = frozenset(_ADDRESSED.split())

# The commonest function words: a line of prose has many of them, a menu few.
_FUNCTION_WORDS = """
the of and to in a is that for it was on with as are be this by have from at not but they we his her had has
were which or an their there been who will would can more if when what so
der die das und ist nicht ein eine einen zu von mit sich des dem auf für als auch es an werden aus er hat dass
sie nach wird bei noch wie einem über so zum kann nur
le la les de des et un une en du est que pour dans ce il qui ne sur se pas plus par je avec tout faire son au
el los las y que en un por con no una su para es al lo como más o pero sus le ha me sin sobre este
il di e che non per un in della con si da sono gli come ma più nel alla anche
o os as do da em para com não uma mais dos como mas foi ao ele das tem à seu sua
и в не на что я с он как это по но из у за к от так о же то все для был а
het van een dat en niet zijn op te hij voor met ook maar bij aan er om
nie w na z się do jest to że i o jak po ale co za od tym był
"""
FUNCTION_WORDS = frozenset(_FUNCTION_WORDS.split())
_LONGEST_HEADING = 90  # characters


def opens(line: str) -> str:
    """What a short heading-like line opens: ``related``, ``comments`` … or nothing.

    Args:
        line: A casefolded line.
    """
    if len(line) > _LONGEST_HEADING:
        return ""
    for name, pattern in _OPENERS:
        if pattern.match(line):
            return name
    return ""


_OPENERS = (
    ("comments", COMMENTS),
    ("catalogue", CATALOGUE),
    ("contact", CONTACT),
    ("about", ABOUT),
    ("related", RELATED),
    ("sharing", SHARING),
)

"""What stands among the paragraphs of an article and is none of its text: requests, and notes of the editor."""

from __future__ import annotations

import re

HOUSEKEEPING = re.compile(
    r"""
      \b(?:
      subscri(?:be|bed|ber|bers|bing|ption)\b | unsubscribe\b | newsletters?\b | sign\ up\b
    | follow\ (?:us|me)\b
    | stay\ tuned\b | spread\ the\ word\b | thank(?:s|\ you)\ (?:again|for\ (?:reading|listening|watching))
    | (?:leave|post)\ a\ comment\b | share\ this\ (?:post|article|page|story)\b | join\ our\b
    | donat(?:e|ing)\b | click\ here\b | patreon\b | substack\b
    | abonnieren\b | abonniere\b | newsletter\b | folge(?:n\ sie)?\ uns\b | jetzt\ anmelden\b
    | abonnez\b | infolettres?\b | suivez[ -]nous\b | inscrivez\b
    | suscr[ií]b\w+ | bolet[ií]n\b | s[ií]guenos\b
    | iscriviti\b | iscrivetevi\b | seguici\b
    | assine\b | inscreva\b | siga[ -]nos\b
    | abonneer\b | nieuwsbrief\b | volg\ ons\b | meld\ je\ aan\b
    | подпи(?:шитесь|сывайтесь|ска|ску|ски)\b | рассылк\w+ | підпи(?:шіться|суйтесь|сатися)\b | розсилк\w+
    | subskryb\w+ | zapisz\ się\b | obserwuj\ nas\b
      )
    """,
    re.VERBOSE,
)
"""For text in small letters: ignoring case makes it five times slower."""

ASIDE = re.compile(
    r"""
      \W*(?:
        (?:editor(?:['’]s|ial)?\ )?note | update[ds]? | correction | disclaimer | (?:photo|image)s?
      | anmerkung | hinweis | korrektur | aktualisiert | foto
      | note\ de\ la\ rédaction | mise\ à\ jour | rectificatif
      | nota(?:\ (?:del\ editor|della\ redazione|da\ redação))? | actualización | aggiornamento | atualização
      | correção | noot | let\ op | correctie | примечание | обновлено | примітка | оновлено | uwaga | aktualizacja
      | sprostowanie
      )\ ?(?:\([^)]{0,40}\)|[\d\W]*[^\W\d]{0,9}[\d\W]+)?[:—–]
    | \s*(?:—|–|--)\s.{0,80}$
    | \s*([*_]{1,3})(?=\S)[^*_]{12,}\1\W*$ | \s*\([^()]{12,}\)\s*$ | \s*\[[^][]{12,}\]\s*$
    """,
    re.VERBOSE,
)
"""For the beginning of a text in small letters: a note, a name under a motto, a line in italics or brackets."""
TAKEN_OVER = (
    "originally published",
    "originally posted",
    "originally appeared",
    "first published on",
    "first published in",
    "first appeared on",
    "first appeared in",
    "zuerst erschienen",
    "initialement publié",
    "publicado originalmente",
    "pubblicato originariamente",
    "впервые опубликован",
    "вперше опублікован",
)
"""For text in small letters: it says that it stood elsewhere before."""

"""The names of the months in some twenty-five languages, casefolded, as data.

One row a month; a name that two languages give to different months ("listopada") goes to the larger one.
"""

from __future__ import annotations

_MONTHS = """
january jan januar jänner janvier janv enero ene gennaio gen janeiro января январь янв januari stycznia
  styczeń sty janúar tammikuuta tammikuu tammi ledna leden januára január січня січень ianuarie ιανουαρίου ιαν
  ocak oca gener siječnja siječanj januara janvāris jaanuar sausio
february feb februar février févr fév fevr febrero febbraio febr fevereiro fev февраля февраль фев февр
  februari lutego luty lut helmikuuta helmikuu helmi února únor februára február лютого лютий februarie
  φεβρουαρίου φεβ şubat şub febrer veljače veljača februara veebruar vasario
march mar märz mär mrz mars marzo março марта март мар maart mrt marca marzec marts maaliskuuta maaliskuu
  maalis března březen березня березень martie március márc μαρτίου μαρ mart març ožujka ožujak märts kovo
  maret
april apr avril avr abril abr aprile апреля апрель апр kwietnia kwiecień kwi huhtikuuta huhtikuu huhti dubna
  duben apríla квітня квітень aprilie április ápr απριλίου απρ nisan nis travnja travanj aprila aprill
  balandžio
may mai mayo maggio mag maio мая май mei maja maj toukokuuta toukokuu touko května květen mája máj травня
  травень május μαΐου μαϊου μαΐ mayıs maig svibnja svibanj gegužės
june jun juni juin junio giugno giu junho июня июнь июн czerwca czerwiec cze kesäkuuta kesäkuu kesä června
  červen júna jún червня червень iunie iun június ιουνίου ιουν haziran juny lipnja lipanj juna juuni birželio
july jul juli juillet juil julio luglio lug julho июля июль июл lipca lipiec lip heinäkuuta heinäkuu heinä
  července červenec júla júl липня липень iulie iul július ιουλίου ιουλ temmuz juliol srpnja srpanj jula juuli
  liepos
august aug août aout agosto ago augusti августа август авг augustus sierpnia sierpień sie elokuuta elokuu elo
  srpna srpen augusta серпня серпень augusztus αυγούστου αυγ ağustos ağu agost kolovoza kolovoz avgusta
  agustus agu rugpjūčio
september sep sept septembre septiembre setiembre settembre set setembro сентября сентябрь сен сент września
  wrzesień wrz syyskuuta syyskuu syys září septembra вересня вересень septembrie szeptember szept σεπτεμβρίου
  σεπ eylül eyl setembre rujna rujan rugsėjo
october oct oktober okt octobre octubre ottobre ott outubro out октября октябрь окт października październik
  paź lokakuuta lokakuu loka října říjen októbra október жовтня жовтень octombrie οκτωβρίου οκτ ekim eki
  oktobra oktoober spalio
november nov novembre noviembre novembro ноября ноябрь ноя нояб listopada listopad lis marraskuuta marraskuu
  marras listopadu novembra листопада листопад noiembrie noi νοεμβρίου νοε kasım kas studenoga studeni
  lapkričio nopember
december dec dezember dez décembre déc diciembre dic dicembre dezembro декабря декабрь дек grudnia grudzień
  gru desember des joulukuuta joulukuu joulu prosince prosinec decembra грудня грудень decembrie δεκεμβρίου
  δεκ aralık ara desembre prosinca prosinac detsember gruodžio
"""
_ROWS = _MONTHS.replace("\n  ", " ").strip().split("\n")
NUMBER = {name: number for number, names in enumerate(_ROWS, 1) for name in names.split()}
"""The number of each month by each of its names."""

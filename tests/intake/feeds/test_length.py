from __future__ import annotations

import pytest

from digest.intake.feeds.length import words_in
from tests.intake.feeds.articles import body, read

SENTENCES = [
    "แม่น้ำสูงขึ้นสองเมตรในวันอังคารและสภาได้ประชุมกันในตอนเย็นเพื่อพูดคุยเรื่องเขื่อนใหม่",
    "ແມ່ນ້ຳສູງຂຶ້ນສອງແມັດໃນວັນອັງຄານແລະສະພາໄດ້ປະຊຸມກັນໃນຕອນແລງເພື່ອເວົ້າເລື່ອງເຂື່ອນໃໝ່",
    "ទន្លេបានឡើងពីរម៉ែត្រនៅថ្ងៃអង្គារ ហើយក្រុមប្រឹក្សាបានជួបប្រជុំគ្នានៅពេលល្ងាច",
    "မြစ်ရေသည် အင်္ဂါနေ့တွင် နှစ်မီတာ မြင့်တက်ခဲ့ပြီး ကောင်စီသည် ညနေပိုင်းတွင် တွေ့ဆုံခဲ့သည်။",
    "ཆུ་བོ་གཟའ་མིག་དམར་ལ་མི་ཊར་གཉིས་འཕགས་པ་དང་ལྷན་ཚོགས་ཀྱིས་དགོང་མོར་ཚོགས་འདུ་ཚོགས།",
    "古い港は春に再建され、夏が終わる前に最初の船が戻ってきた。",
]


@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_sentence_without_spaces_has_as_many_words_as_others(sentence: str) -> None:
    assert 10 <= words_in(sentence) <= 25
    assert body(read(f"<p>{sentence}</p>")) == [sentence]


def test_words_with_spaces_between_are_counted_as_they_are() -> None:
    assert words_in("The river rose, and the naïve council met.") == 8

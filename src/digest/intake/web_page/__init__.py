from digest.intake.web_page.fragment import read_fragment
from digest.intake.web_page.page import Reader, passage_lines, read_web_page

__all__ = ["Reader", "passage_lines", "read_fragment", "read_web_page"]

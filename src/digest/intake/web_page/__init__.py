from digest.intake.web_page.fragment import read_fragment
from digest.intake.web_page.page import Reader, read_web_page

__all__ = ["Reader", "read_fragment", "read_web_page"]

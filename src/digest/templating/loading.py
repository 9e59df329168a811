"""Where templates come from: files, and compiled ones in a cache that may fail without costing the issue."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import jinja2

from digest.errors import TemplateError

if TYPE_CHECKING:
    from collections.abc import Callable

    from jinja2.bccache import Bucket


class Folders(jinja2.FileSystemLoader):
    """Templates from folders, the first that has a file; one that cannot be read is a mistake with its place."""

    def get_source(self, environment: jinja2.Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        """The template's text, its file, and whether it is still the same.

        Raises:
            TemplateNotFound: No folder has it.
            TemplateError: The file cannot be read, or is not UTF-8.
        """
        try:
            return super().get_source(environment, template)
        except jinja2.TemplateNotFound:
            raise
        except UnicodeDecodeError as error:
            line = error.object.count(b"\n", 0, error.start) + 1
            raise TemplateError(
                "the template is not UTF-8",
                where=f"{self._file(template)}:{line}",
                found=f"the byte 0x{error.object[error.start]:02x}",
                hint="save it as UTF-8",
            ) from error
        except OSError as error:
            found = error.strerror or str(error)
            raise TemplateError("the template cannot be read", where=self._file(template), found=found) from error

    def _file(self, template: str) -> str:
        files = (Path(folder, *template.split("/")) for folder in self.searchpath)
        return str(next((file for file in files if file.is_file()), template))


class Compiled(jinja2.FileSystemBytecodeCache):
    """Compiled templates on disk; compiling again costs milliseconds, so no fault of the disk is worth a word."""

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill the bucket from its file, if that can be read."""
        with suppress(OSError):
            super().load_bytecode(bucket)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Write the bucket to its file, if that can be written."""
        with suppress(OSError):
            super().dump_bytecode(bucket)

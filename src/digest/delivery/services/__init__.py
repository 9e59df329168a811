"""The services and the forms of files that letters can be exported for; each is one entry here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from digest.delivery.services import buttondown, generic, listmonk, mailchimp, mailgun, ses
from digest.delivery.services.filling import filled
from digest.delivery.services.ready import FORMS
from digest.delivery.services.service import Form, Service
from digest.errors import SettingsError, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Mapping

    from digest.model import LaidLetter

SERVICES: Mapping[str, Service | Form] = {
    one.name: one
    for one in (
        listmonk.SERVICE,
        mailchimp.SERVICE,
        buttondown.SERVICE,
        mailgun.SERVICE,
        ses.SERVICE,
        generic.SERVICE,
        *FORMS,
    )
}
"""By the name that `digest export --for` takes."""

__all__ = ["SERVICES", "Form", "Service", "exported", "service"]


def service(name: str) -> Service | Form:
    """What is called so.

    Raises:
        SettingsError: Nothing is.
    """
    if name not in SERVICES:
        hint = did_you_mean(name, SERVICES) or f"known are: {', '.join(SERVICES)}"
        raise SettingsError("no such service", where="--for", found=name, hint=hint)
    return SERVICES[name]


def exported(to: Service | Form, letter: LaidLetter, pictures: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files of one letter for a service, by their names.

    Raises:
        DeliveryError: The service would not take the letter as it is, or would execute something in it.
    """
    if isinstance(to, Form):
        return dict(to.files(letter, pictures))
    return dict(to.files(filled(letter, to.tags, to.title)))

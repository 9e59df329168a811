"""digest: the week's articles as a weekly digest, in HTML e-mail, plain text and a web edition."""

__version__ = "0.1.0"

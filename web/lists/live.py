"""What a page's script asks for again and again costs nothing to send while it is as it was."""

from flask import Response, request


def unless_known(response: Response) -> Response:
    """304 and no body for who has this very text already."""
    response.add_etag()
    response.make_conditional(request)
    return response

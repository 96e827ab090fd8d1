"""Pictures that come in: decoded to the last row, and not larger than a scanned sheet can be."""

import io
import warnings

from PIL import Image, UnidentifiedImageError

from ground.errors import Invalid

# A0 at 300 dots an inch has 140 million dots.
MOST_DOTS = 150_000_000


class PictureNotReadable(Invalid):
    """The picture {file} cannot be read to its end: {reason}. Take or save it again."""

    code = "picture_not_readable"


class PictureTooLarge(Invalid):
    """The picture {file} has {dots} dots; at most {limit} are taken. Scan it with fewer dots per inch."""

    code = "picture_too_large"


def read_picture(content: bytes, file: str) -> int:
    """1, the number of its pages. Raises `PictureNotReadable` or `PictureTooLarge`."""
    try:
        with warnings.catch_warnings():
            # Our own limit speaks instead.
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(content), formats=("JPEG", "PNG")) as picture:
                dots = picture.width * picture.height
                if dots > MOST_DOTS:
                    raise PictureTooLarge(file=file, dots=dots, limit=MOST_DOTS)
                picture.load()
    except Image.DecompressionBombError as error:
        raise PictureTooLarge(file=file, dots="too many", limit=MOST_DOTS) from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
        raise PictureNotReadable(file=file, reason=str(error)[:200]) from error
    return 1

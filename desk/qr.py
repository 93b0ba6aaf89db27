"""The QR code of a patient link, for the screen and for paper."""

import qrcode


def draw(address: str) -> dict[str, object]:
    """The code as one SVG path with its quiet margin: no style, so that the CSP lets it be."""
    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=4)
    code.add_data(address)
    rows = code.get_matrix()
    path = "".join(
        f"M{x},{y}h1v1h-1z" for y, row in enumerate(rows) for x, on in enumerate(row) if on
    )
    return {"size": len(rows), "path": path}

"""Who calls: the bearer of a token. A signed-in browser's session is REST framework's own."""

import re

from knox.auth import TokenAuthentication
from rest_framework.exceptions import AuthenticationFailed

TOKEN = re.compile(rb"\w{32,100}")


class BearerToken(TokenAuthentication):
    """`Authorization: Bearer TOKEN`; only a digest of the token is kept."""

    def authenticate_credentials(self, token):
        if not TOKEN.fullmatch(token):
            # Knox would try to read any bytes as UTF-8.
            raise AuthenticationFailed("Invalid token.")
        return super().authenticate_credentials(token)

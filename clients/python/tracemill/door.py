"""HTTP with the door: one request, one answer. What an answer means is for ``delivery``."""

import collections
import datetime
import email.utils
import http.client
import io
import os
import re
import select
import socket
import ssl
import urllib.parse

Answer = collections.namedtuple("Answer", "status text location retry_after was_read")  # was_read: the body, if any

_CHUNK = 1 << 16
_LONGEST_ANSWER = 1 << 16
_LONGEST_HEAD = 1 << 16
_LONGEST_WAIT = 3600.0
_CONTINUE_WITHIN = 2.0


class Unreachable(Exception):
    """The door did not answer; its message says how."""


class NotTls(Exception):
    """What answers at the URL of https does not speak TLS; its message says so."""


class NoToken(Exception):
    """The token cannot be read or sent; its message says why."""


class Door:
    """Where traces go. Every request opens a connection of its own: a door that moved is found again.

    ``timeout`` limits each wait for the network, in seconds, not the whole request.
    """

    def __init__(self, url, token=None, token_file=None, cafile=None, timeout=120.0):
        self._url = _checked(url)
        self._token = token
        self._token_file = token_file
        self._timeout = timeout
        self._expects = True
        self._tls = _tls(cafile) if self._url.scheme == "https" else None

    def __repr__(self):
        return "Door(%s)" % self.origin

    @property
    def origin(self):
        return "%s://%s%s" % (self._url.scheme, self._url.netloc, self._url.path.rstrip("/"))

    @property
    def shows_token(self):
        """Whether a token crosses a network that others may read."""
        is_here = self._url.hostname in ("localhost", "::1") or self._url.hostname.startswith("127.")
        return self._tls is None and not is_here and self._has_token()

    def put(self, run, digest, path, query):
        """Sends a file; without a digest, the door answers when it has published."""
        target = "%s/api/runs/%s/traces" % (self._url.path.rstrip("/"), quoted(run))
        if digest:
            target += "/" + digest
        if query:
            target += "?" + urllib.parse.urlencode(query, quote_via=urllib.parse.quote)
        with open(path, "rb") as body:
            return self._ask("PUT", target, body)

    def get(self, location):
        """Asks what became of a file, at the Location that an answer gave."""
        absolute = urllib.parse.urlsplit(urllib.parse.urljoin(self.origin + "/", location))
        if (absolute.scheme, absolute.netloc) != (self._url.scheme, self._url.netloc):
            raise Unreachable("the door's Location is at another host, to which the token does not go")
        return self._ask("GET", urllib.parse.urlunsplit(("", "", absolute.path, absolute.query, "")), None)

    def _ask(self, method, target, body):
        connection = self._connection()
        try:
            connection.putrequest(method, target, skip_accept_encoding=True)
            for name, value in self._headers(body):
                connection.putheader(name, value)
            connection.endheaders()
            response = _exchange(connection, method, body, self._expects, self._timeout)
            return self._answer(response, body is not None and body.tell() > 0)
        except (OSError, http.client.HTTPException) as error:
            why = "%s does not answer: %s" % (self.origin, _named(error))
            if getattr(error, "reason", None) == "WRONG_VERSION_NUMBER":
                raise NotTls(why + "; the door may speak plain http") from None
            raise Unreachable(why) from None
        finally:
            connection.close()

    def _connection(self):
        if self._tls:
            return http.client.HTTPSConnection(self._url.netloc, timeout=self._timeout, context=self._tls)
        return http.client.HTTPConnection(self._url.netloc, timeout=self._timeout)

    def _headers(self, body):
        yield "Connection", "close"
        yield "User-Agent", "tracemill-python"
        token = self._current_token()
        if token:
            yield "Authorization", "Bearer " + token
        if body:
            yield "Content-Type", "application/octet-stream"
            yield "Content-Length", str(os.fstat(body.fileno()).st_size)
            if self._expects:
                yield "Expect", "100-continue"

    def _has_token(self):
        return bool(self._token or self._token_file or os.environ.get("TRACEMILL_TOKEN"))

    def check_token(self):
        """Raises NoToken if there is a token but it cannot be sent."""
        self._current_token()

    def _current_token(self):
        """The token of the argument, the file or the environment. The file is read each time: tokens are replaced."""
        token = self._token or os.environ.get("TRACEMILL_TOKEN")
        if self._token_file:
            token = _content(self._token_file)
        token = (token or "").strip()
        if token and not re.fullmatch("[!-~]+", token):
            raise NoToken("the token has characters that a header cannot have")
        return token

    def _answer(self, response, was_read):
        text = response.read(_LONGEST_ANSWER).decode("utf-8", "replace")
        if response.status == 417:
            self._expects = False
        token = self._current_token()
        return Answer(
            response.status,
            text.replace(token, "***") if token else text,
            response.getheader("Location"),
            _seconds(response.getheader("Retry-After")),
            was_read,
        )


def quoted(name):
    """A name as one part of a path; dots alone would be taken for directories."""
    return name.replace(".", "%2E") if name in (".", "..") else urllib.parse.quote(name, safe="")


def _tls(cafile):
    try:
        return ssl.create_default_context(cafile=cafile)
    except FileNotFoundError:
        raise ValueError("cafile %s: no such file" % cafile) from None
    except OSError as error:
        raise ValueError("cafile %s: cannot be read: %s" % (cafile, error.strerror or _named(error))) from None


def _content(token_file):
    try:
        with open(token_file, encoding="ascii", errors="replace") as file:
            return file.read(4096)
    except FileNotFoundError:
        raise NoToken("token_file %s: no such file" % token_file) from None
    except OSError as error:
        raise NoToken("token_file %s: cannot be read: %s" % (token_file, error.strerror or _named(error))) from None


def _checked(url):
    parts = urllib.parse.urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment or parts.username:
        raise ValueError("the URL of the door must be like https://host:9490, without user, query and fragment")
    parts.port  # raises ValueError if it is no number
    return parts


def _seconds(retry_after):
    """Retry-After in seconds, at most an hour; None if absent or not understood."""
    text = (retry_after or "").strip()
    if text.isdecimal():
        return min(float(text), _LONGEST_WAIT)
    try:
        until = email.utils.parsedate_to_datetime(text)
        now = datetime.datetime.now(datetime.timezone.utc)
        return min(max((until - now).total_seconds(), 0.0), _LONGEST_WAIT)
    except (TypeError, ValueError, IndexError):
        return None


def _named(error):
    text = " ".join(str(error).split())
    return text if text else type(error).__name__


def _exchange(connection, method, body, expects, timeout):
    """Sends the body, unless the door answers without it, as it does for a trace that it knows."""
    sock = connection.sock
    if body:
        head = _head_within(sock, _CONTINUE_WITHIN, timeout) if expects else None
        head = head or _send(sock, body, timeout)
        if head:
            response = http.client.HTTPResponse(_Replayed(head, sock), method=method)
            response.begin()
            return response
    return connection.getresponse()


def _send(sock, body, timeout):
    """Sends the body to its end; returns the head of a final answer that came before, else None."""
    for chunk in iter(lambda: body.read(_CHUNK), b""):
        # A readable TLS socket may have nothing for us but a session ticket, so it is read only after a failure.
        if not isinstance(sock, ssl.SSLSocket) and select.select([sock], [], [], 0)[0]:
            head = _head_within(sock, timeout, timeout)
            if head:
                return head
        try:
            sock.sendall(chunk)
        except OSError:
            try:
                head = _head_within(sock, _CONTINUE_WITHIN, timeout)
            except OSError:
                head = None
            if head:
                return head
            raise
    return None


def _head_within(sock, first, timeout):
    """The status line and headers of a final answer that begins in time; None for '100 Continue' or silence."""
    sock.settimeout(first)
    try:
        head = sock.recv(1)
    except socket.timeout:
        return None
    finally:
        sock.settimeout(timeout)
    while head and not head.endswith(b"\r\n\r\n"):
        byte = sock.recv(1)
        if not byte or len(head) > _LONGEST_HEAD:
            raise ConnectionResetError("the door closed the connection within its answer")
        head += byte
    if not head:
        raise ConnectionResetError("the door closed the connection without an answer")
    return None if re.match(rb"HTTP/1\.\d 1\d\d", head) else head


class _Replayed:
    """A socket whose first bytes were read already, for HTTPResponse."""

    def __init__(self, head, sock):
        self._head = head
        self._sock = sock

    def makefile(self, mode):
        return io.BufferedReader(_Joined(self._head, self._sock.makefile(mode, 0)))


class _Joined(io.RawIOBase):
    def __init__(self, head, rest):
        self._head = head
        self._rest = rest

    def readable(self):
        return True

    def readinto(self, buffer):
        if not self._head:
            return self._rest.readinto(buffer)
        part = self._head[: len(buffer)]
        buffer[: len(part)] = part
        self._head = self._head[len(part) :]
        return len(part)

    def close(self):
        self._rest.close()
        super().close()

"""Asks over HTTP, as any program would: one connection that is kept, on the loopback address."""

import http.client
import time
import urllib.parse

JSON = "application/sparql-results+json"


class TooSlow(Exception):
    """No answer within the limit."""


class Refused(Exception):
    """An answer that is none, with what it said."""


class Client:
    def __init__(self, port, limit):
        self.port = port
        self.limit = limit
        self.connection = None

    def ask(self, method, path, body=None, headers=None):
        """The body of the answer."""
        begun = time.monotonic()
        try:
            return self.answer(method, path, body, headers or {})
        except (OSError, http.client.HTTPException, Refused) as error:
            self.close()
            # An engine says in its own way that its time is over; all of them take the limit for it.
            if isinstance(error, TimeoutError) or time.monotonic() - begun >= 0.95 * self.limit:
                raise TooSlow from error
            raise Refused(str(error)) from error

    def answer(self, *asked):
        if self.connection is None:
            response = self.send(*asked)
        else:
            try:
                response = self.send(*asked)
            except (ConnectionError, http.client.RemoteDisconnected):
                # While the others were asked, the server may have closed what nobody used.
                self.close()
                response = self.send(*asked)
        data = response.read()
        if response.status != 200:
            raise Refused(f"{response.status} {data[:300].decode(errors='replace').strip()}")
        # Virtuoso gives what it has when its time is over, and says so here.
        if response.headers.get("X-SQL-State"):
            raise Refused(f"a part of the answer: {response.headers.get('X-SQL-Message')}")
        # Oxigraph sends rows while it finds them, and breaks off when its time is over.
        if response.headers.get_content_type() == JSON and not data.rstrip().endswith(b"}"):
            raise Refused("the answer breaks off")
        return data

    def send(self, method, path, body, headers):
        if self.connection is None:
            # The engine itself ends a question at the limit; this is for one that does not.
            self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=1.5 * self.limit + 5)
        self.connection.request(method, path, body, headers)
        return self.connection.getresponse()

    def get(self, path):
        return self.ask("GET", path)

    def sparql(self, path, query, more):
        """Rows as SPARQL results in JSON."""
        form = urllib.parse.urlencode({"query": query, **more})
        headers = {"Content-Type": "application/x-www-form-urlencoded", "Accept": JSON}
        return self.ask("POST", path, form, headers)

    def close(self):
        if self.connection is not None:
            self.connection.close()
            self.connection = None

"""rdflib behind the least SPARQL endpoint there can be; what takes longer than the limit is given up.

Arguments: a file of N-Triples, a port, seconds that a question may take.
"""

import signal
import sys
import urllib.parse
from http.server import BaseHTTPRequestHandler, HTTPServer

from rdflib import Graph

FILE, PORT, LIMIT = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])


class Over(BaseException):
    """The time is over; no Exception, so that nothing in the engine takes it for one of its own."""


def over(*_):
    raise Over


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    # Else the body waits for the client to acknowledge the head.
    disable_nagle_algorithm = True

    def do_POST(self):
        form = urllib.parse.parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        signal.alarm(LIMIT)
        try:
            status, body = 200, GRAPH.query(form["query"][0]).serialize(format="json")
        except Over:
            status, body = 503, b"the time is over"
        except Exception as error:  # whatever the engine has to say
            status, body = 500, repr(error).encode()
        finally:
            signal.alarm(0)
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


signal.signal(signal.SIGALRM, over)
GRAPH = Graph()
GRAPH.parse(FILE, format="nt")
HTTPServer(("127.0.0.1", PORT), Handler).serve_forever()

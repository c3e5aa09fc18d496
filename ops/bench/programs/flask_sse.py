# Flask that fans one program's lines out as server-sent events, a queue for each reader: the usual recipe.
import json
import os
from datetime import datetime, timezone

from flask import Flask, Response
from gevent import spawn
from gevent.queue import Queue
from gevent.subprocess import PIPE, Popen

app = Flask(__name__)
readers = set()
END = object()


def read():
    child = Popen(json.loads(os.environ["BOTHY_BENCH_PRINTER"]), stdout=PIPE, text=True)
    for seq, text in enumerate(child.stdout, 1):
        at = datetime.now(timezone.utc).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        line = {"seq": seq, "at": at, "stream": "stdout", "text": text.rstrip("\n")}
        for reader in list(readers):
            reader.put(line)
    for reader in list(readers):
        reader.put(END)


spawn(read)


@app.get("/health")
def health():
    return ""


@app.get("/events")
def events():
    queue = Queue()
    readers.add(queue)

    def stream():
        try:
            yield ": connected\n\n"
            while (line := queue.get()) is not END:
                yield f"id: 1:{line['seq']}\nevent: log\ndata: {json.dumps({'lines': [line]})}\n\n"
            yield "event: end\ndata: {}\n\n"
        finally:
            readers.discard(queue)

    return Response(stream(), mimetype="text/event-stream")

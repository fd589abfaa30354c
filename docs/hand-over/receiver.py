#!/usr/bin/env python3
"""A receiver of Roadfit's reports. Put it behind a proxy that speaks HTTPS:  receiver.py PORT FOLDER KEYFILE"""
import base64, hashlib, hmac, json, os, sys, time
from http.server import BaseHTTPRequestHandler, HTTPServer

PORT, FOLDER, KEYFILE = int(sys.argv[1]), sys.argv[2], sys.argv[3]

def is_sender(headers, body):  # one key a line in KEYFILE: the old one and the new one while they change
    sent, now = headers.get('webhook-timestamp', ''), time.time()
    if not sent.isdigit() or abs(now - int(sent)) > 300: return False  # older messages are replays
    text = f"{headers.get('webhook-id', '')}.{sent}.".encode() + body
    given = [one.split(',', 1)[1] for one in headers.get('webhook-signature', '').split() if one.startswith('v1,')]
    for line in open(KEYFILE).read().split():
        key = base64.b64decode(line.removeprefix('whsec_'))
        if any(hmac.compare_digest(base64.b64encode(hmac.new(key, text, hashlib.sha256).digest()).decode(), one) for one in given): return True
    return False

def take(kind, number, value):  # the same number again gives the same receipt; os.link makes one of two at once the first
    path = os.path.join(FOLDER, f'{number}.{kind}.json')
    aside = f'{path}.{os.getpid()}.{time.monotonic_ns()}'
    with open(aside, 'w') as file:
        json.dump({'receipt': f'{kind}-{number}', 'value': value}, file); file.flush(); os.fsync(file.fileno())
    try: os.link(aside, path)
    except FileExistsError: pass
    os.unlink(aside)
    return json.load(open(path))

class Receiver(BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers.get('content-length', 0)))
        if not is_sender(self.headers, body): return self.answer(401, {})
        value = json.loads(body)
        if self.path == '/withdrawals': return self.answer(200, {'receipt': take('withdrawal', value['number'], value)['receipt']})
        if self.path == '/reports/standing': return self.answer(200, {'receipt': take(f"standing-{value['sequence']}", value['number'], value)['receipt']})
        if self.path != '/reports': return self.answer(404, {})
        number = value['report']['number']
        if hashlib.sha256(base64.b64decode(value['pdf'])).hexdigest() != value['pdfDigest']: return self.answer(422, {'refused': '文件与摘要不符'})
        kept = take('report', number, value)
        if kept['value']['digest'] != value['digest']: return self.answer(422, {'refused': '同一编号已收到另一份证明'})
        self.answer(200, {'receipt': kept['receipt']})
    def answer(self, status, value):
        text = json.dumps(value).encode()
        self.send_response(status); self.send_header('content-type', 'application/json'); self.send_header('content-length', str(len(text)))
        self.end_headers(); self.wfile.write(text)
    def log_message(self, *_): pass  # addresses and bodies name people

HTTPServer(('127.0.0.1', PORT), Receiver).serve_forever()

import type { Texts } from '../texts.ts'
import type { settings as zh, starting as zhStarting } from '../zh/settings.ts'

export const settings = {
  'not-as-declared': '{error}.',
  'not-one-of': 'must be one of {allowed}.',
  'not-known-here': 'is not known here. Remove it, or check how it is spelt.',
  'not-json': 'is not valid JSON. Look near this line for a missing or extra comma, quotation mark or bracket.',
  unreadable: "can't be read. Check the path and who may read it.",
  'no-port': 'must be a port number, 0 to 65535; 0 lets the system choose.',
  'port-forbidden': 'uses a port that browsers refuse to open (such as 6000 or 10080). Choose another, such as 3000 or 8443.',
  'port-for-root': 'is a port that this program may not use. Use {least} or above, or let a proxy listen there.',
  'not-0-or-1': 'must be 0 or 1.',
  'too-long': 'must be at most {most} characters.',
  'no-origin': 'must be an address such as {example}, without a path.',
  'no-pace': 'must be a number from {least} to {most}.',
  'people-hurried': 'can differ from 1 only with ROADFIT_SIMULATE=1: real people must not be hurried.',
  'no-pages': `names the folder {folder}, which can't be read. Make the pages with "npm run build".`,
  'other-owner':
    "belongs to {owner}, but {user} started this program: one of them could not write what the other leaves there. Put sudo -u '{owner}' before the command. If {user} is the right one, give the folder to that user (chown -R).",
  'folder-simulated': 'belongs to a booth with simulated devices: a server may still know its key. Name another folder for a real booth.',
  'folder-not-simulated':
    'belongs to a booth with real devices: simulated ones would sign with its key. Set ROADFIT_SIMULATE=0, or name another folder.',
  'booth-file-missing': 'is missing. Create it and write in it which device is on which port (see devices/README.md).',
  'no-device-name':
    'cannot be the name of a device. Begin with a lower-case letter; use only lower-case letters, digits and -, at most 40.',
  'model-unknown': 'is {model}, a model that this program does not know. Write one of {known}.',
  'model-misspelt': 'is {model}, a model that this program does not know. Write {meant}.',
  'height-twice': 'measures height, but {other} already does: their values would be mixed. Keep only one of them.',
  'port-not-said': 'does not say which port it is. Write byId, byPath or serialNumber.',
  'port-renumbered':
    'must be a port that keeps its name: ttyUSB and ttyACM numbers depend on what is plugged in first. Write byId, byPath or serialNumber.',
  'profile-elsewhere': 'must be the name of a file beside booth.json, without a folder.',
  'profile-unreadable': "names {profile}, which can't be read. Put it beside booth.json, and check who may read it.",
  'pattern-without-height': 'must be a regular expression with a group (?<cm>…).',
  'no-address': 'must be an address that begins with http:// or https://.',
  'needs-other': 'must be set together with {other}.',
  'origin-not-as-written': 'must be written as browsers write it: {origin}',
  'origin-not-secure': 'must begin with https:// unless it is localhost: otherwise browsers allow neither cameras nor passkeys.',
  'origin-not-tls': 'must begin with https://: with ROADFIT_TLS_CERT the server uses encrypted connections only.',
  'no-media-address': 'must be an IP address at which browsers reach this server, such as 203.0.113.5; names and 0.0.0.0 do not work.',
  'media-near':
    'must be an IP address of this server in its network: ROADFIT_ORIGIN lets other computers in, and at 127.0.0.1 each of them finds only itself, so there would be no picture and no voice.',
  'media-ports-end': 'must be 0 or at most {most}: each of {workers} media workers takes a port, counted from there.',
  'media-port-low': 'must be 0 or at least 1024: browsers send no media to lower ports.',
  'ports-collide': 'takes the ports {first} to {last}, and {port} is that of {other}. Keep them apart.',
  'demo-reachable': 'must be 0 where others reach the server: a demonstration accepts passwords in place of signatures.',
  'no-media-worker': 'must be the path of the media worker. The set-up builds it.',
  'no-institution': 'must be the name of the medical institution, which is printed on every report.',
  'no-policy': 'must be the number of a policy (an OID, like 1.3.6.1.4.1.99999.1), by which the time-stamping authority stamps.',
  'no-long-secret': 'must be 16 to 500 visible ASCII characters that nobody can guess, as from “openssl rand -hex 32”.',
  'no-case-key': 'must be the key that the traffic case gave: visible ASCII characters, at most 500.',
  'no-ice-servers':
    'has what is no address of a STUN or TURN server: {wrong}. Write stun:turn.example:3478, turn:turn.example:3478?transport=udp or turns:turn.example:5349, separated by commas.',
  'too-many-ice-servers': 'names too many servers: at most {most}, since each makes a call begin later. Keep those that are needed.',
  'no-proxies':
    'contains something that is neither an address nor a network: {wrong}. Write the proxies’ addresses, such as 10.0.0.5 or 10.0.0.0/24, separated by commas.',
  'gateway-not-secure': 'must begin with https:// unless it leads to this machine: numbers and texts must not travel in the clear.',
  'case-not-secure':
    'must begin with https:// unless it leads to this machine: reports contain identity numbers and health data, which must not be sent unencrypted.',
  'no-priority-age': 'must be a whole number of years from {least} to {most}: the age from which a driver’s turn comes sooner.',
  'no-recording-days': 'must be a whole number of days from 1 to {most}: how long a recording is kept before it is erased.',
  'no-photo-least': 'must be a whole number from 0 to {most}, in bytes: the smallest photo that is accepted; 0 means no limit.',
  'place-twice': 'is {id}, which another system in the list has already, or which is kept for “none”. Give it a name of its own.',
  'path-not-whole': 'must be a whole path that begins with “/”.',
  'no-folder': 'is no folder that this server may read and write. Make it, mount it, or check who may use it.',
  'folders-alike': 'is the folder for what goes out, too. Use two folders.',
  'no-proof': 'has neither keys nor a certificate, so the other side could not tell who hands over. Add “keys” or “certificate”.',
  'variable-missing': 'names a variable that is not set. Set it where the server is started, or name a file.',
  'file-open-to-others': 'holds a secret that others on this machine may read. Change it with “chmod 600”.',
  'no-signing-key': 'must hold 24 to 64 bytes in base64, as from “openssl rand -base64 32”.',
  'not-ed25519': 'must be a private Ed25519 key in PEM, as from “openssl genpkey -algorithm ed25519”.',
  'no-call-minutes': 'must be a whole number of minutes from 0 to {most}; 0: no time is asked for before signing.',
  'no-minutes': 'must be a whole number of minutes from 1 to {most}.',
  'no-noise-limit': 'must be a whole number from {least} to {most}, in dB(A): hearing is not tested above it.',
  'stations-unknown': 'names stations that do not exist: {unknown}. Choose from these, separated by commas: {known}.',
  'secret-missing':
    'is missing, but the folder already holds data: without it, a person who comes again would be taken for somebody else. Restore it from your backup. To start with nothing, set ROADFIT_DATA to a new folder.',
  'secret-damaged': 'must hold 32 bytes, but holds {bytes}. Restore it from your backup.',
  'half-of-pair':
    'is missing, but {other}, which belongs with it, is there. No new one was made, so that no institution’s seal is overwritten. Restore it from your backup.',
  'seal-missing':
    'is missing, and so is {other}: without a seal no report can be made. Put the institution’s two files there. For a trial, set ROADFIT_TEST_SEAL=1 with a new folder: a test seal without legal effect is made.',
  'seal-lost':
    'is missing, and so is {other}, but the folder holds data: no other seal is made in their place. Restore both from your backup.',
  'stamps-untrusted':
    'holds no certificate of the time-stamping authority, so its time stamps could not be trusted. Put its root certificate there (PEM, *.crt).',
  'not-its-key': 'is not the key of {other}. Restore the two files that belong together.',
  'booth-key-missing':
    'is missing, but {others} are there: this booth was enrolled, or has signed, with the key that is missing. Restore it from your backup. If there is none, remove {others} and enrol the booth again with a new code from the administration page.',
  'booth-key-damaged':
    'is damaged: it holds no key. Restore it from your backup. If there is none, remove key.pem, machine.json and sequence, and enrol the booth again with a new code from the administration page.',
} satisfies Texts<typeof zh>

export const starting = {
  wrong: 'These settings are wrong:',
  portUsed: 'Port {port} is already used, perhaps by another Roadfit. Stop that one, or set {variable} to another port.',
  agentFailed: 'The booth agent cannot start: {message}',
  folderUsed: 'Another Roadfit server is using the folder {folder}. Stop that one, or set ROADFIT_DATA to another folder.',
  folderOfDemonstration:
    'The folder {folder} was made by a demonstration: its people are made up, and everybody knows their password. Set ROADFIT_DATA to another folder.',
  folderNotOfDemonstration:
    'The folder {folder} is not empty and was not made by a demonstration, so made-up people are not put there. Leave ROADFIT_DEMO out, or set ROADFIT_DATA to an empty folder.',
  folderHasDemonstration:
    'The folder {folder} was used for a demonstration: somebody there still has its password, or reports were signed with a password. Set ROADFIT_DATA to another folder.',
  folderUnwritable:
    "The data folder {folder} can't be written: {message}. Give it to the user who starts this program, and check whether the disk is full or read-only.",
  databaseDamaged: 'The database {file} is damaged: {message}. Keep a copy of this file, then restore it from your backup.',
  databaseNewer:
    'A newer Roadfit has used the database {file}; this version does not know {message}. Start the newer version, or restore the backup from before the upgrade.',
  databaseReadOnly:
    "The database {file} can't be opened, or can only be read: {message}. Check who owns the file and its folder, and whether the disk is read-only.",
  databaseHeld: 'Another program is using the database {file}. Stop that program, then start again.',
  databaseGone:
    'The database {file} is gone or empty, but there are stored files next to it. Restore it from your backup; to start with nothing, name an empty folder.',
  fileTorn: 'The stored file {file} is incomplete or gone, and it is needed today. Restore it from your backup.',
  recordUnreadable:
    'A stored record can’t be read: table {table}, row {row}, column {column}, at {place}. It may have been altered, and it is needed today. Run npm run verify to look at it, then restore it from your backup.',
  keysUnusable: 'The keys or the seal cannot be used, so nothing was started:',
  workerFailed: "The media worker {worker} doesn't start: {message}. Run the set-up again, or set ROADFIT_MEDIA_WORKER.",
  notListening: "The server can't listen on {host}:{port}: {message}. Set ROADFIT_HOST and ROADFIT_PORT.",
  firstCodeIn: 'There is no administrator yet. Open {origin}/admin/ and enter the code from {file}',
  firstCode: 'There is no administrator yet. Open {origin}/admin/ and enter this code: {code}',
  notEnded: 'The server did not shut down properly: {message}',
} satisfies Texts<typeof zhStarting>

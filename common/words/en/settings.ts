import type { Texts } from '../texts.ts'
import type { settings as zh, starting as zhStarting } from '../zh/settings.ts'

export const settings = {
  'not-as-declared': '{error}.',
  'not-one-of': 'must be one of {allowed}.',
  'not-known-here': 'is not known here. Remove it, or check how it is spelt.',
  'not-json': 'is no JSON. Look near this line for a comma, a quotation mark or a bracket that is missing or too much.',
  unreadable: "can't be read. Check the path and who may read it.",
  'no-port': 'must be a port number, 0 to 65535; 0 lets the system choose.',
  'port-forbidden': 'leads to a port that browsers open for no page (such as 6000 or 10080). Choose another, such as 3000 or 8443.',
  'port-for-root': 'is a port at which this program may not listen. Take {least} or above, or let a proxy listen there.',
  'not-0-or-1': 'must be 0 or 1.',
  'too-long': 'must be at most {most} characters.',
  'no-origin': 'must be an address such as {example}, without a path.',
  'no-pace': 'must be a number from {least} to {most}.',
  'people-hurried': 'can differ from 1 only with ROADFIT_SIMULATE=1: real people are not hurried.',
  'no-pages': `names the folder {folder}, which can't be read. Make the pages with "npm run build".`,
  'other-owner':
    "belongs to {owner}, but {user} started this program: one of them could not write what the other leaves there. Put sudo -u '{owner}' before the command. If {user} is right, give the folder to that user (chown -R).",
  'folder-simulated': 'belongs to a booth with simulated devices: a server may still know its key. Name another folder for a real booth.',
  'folder-not-simulated':
    'belongs to a booth with real devices: simulated ones would sign with its key. Set ROADFIT_SIMULATE=0, or name another folder.',
  'booth-file-missing': 'is missing. Write down in it which device is on which port (see devices/README.md).',
  'no-device-name': 'is no name for a device. Begin with a small letter; use small letters, digits and - alone, at most 40.',
  'model-unknown': 'is {model}, a model that this program does not know. Write one of {known}.',
  'model-misspelt': 'is {model}, a model that this program does not know. Write {meant}.',
  'height-twice': 'measures height, and {other} does already: their values would be mixed. Keep one of them.',
  'port-not-said': 'does not say which port it is. Write byId, byPath or serialNumber.',
  'port-renumbered':
    'must be a port that keeps its name: ttyUSB and ttyACM numbers go to whoever is plugged in first. Write byId, byPath or serialNumber.',
  'profile-elsewhere': 'must be the name of a file beside booth.json, without a folder.',
  'profile-unreadable': "names {profile}, which can't be read. Put it beside booth.json, and check who may read it.",
  'pattern-without-height': 'must be a regular expression with a group (?<cm>…).',
  'no-address': 'must be an address that begins with http:// or https://.',
  'needs-other': 'must be set together with {other}.',
  'origin-not-as-written': 'must be written as browsers write it: {origin}',
  'origin-not-secure': 'must begin with https:// unless it is localhost: browsers give no camera and no passkey without.',
  'origin-not-tls': 'must begin with https://: with ROADFIT_TLS_CERT the server speaks nothing else.',
  'no-media-address': 'must be an IP address at which browsers reach this server, such as 203.0.113.5: no name, and not 0.0.0.0.',
  'media-near':
    'must be an IP address of this server in its network: ROADFIT_ORIGIN lets other computers in, and at 127.0.0.1 each of them finds itself alone. There would be no picture and no voice.',
  'media-ports-end': 'must be 0 or at most {most}: each of {workers} media workers takes a port, counted from there.',
  'media-port-low': 'must be 0 or at least 1024: browsers send no media to lower ports.',
  'ports-collide': 'takes the ports {first} to {last}, and {port} is that of {other}. Keep them apart.',
  'demo-reachable': 'must be 0 where others reach the server: a demonstration takes passwords for signatures.',
  'no-media-worker': 'must be the path of the media worker. The set-up makes one.',
  'no-institution': 'must name the medical institution that stands on every report.',
  'no-watch-token': 'must be 16 to 500 visible ASCII characters that nobody can guess, as from “openssl rand -hex 32”.',
  'no-case-key': 'must be the key that the traffic case gave: visible ASCII characters, at most 500.',
  'no-proxies':
    'names what is no address and no network: {wrong}. Write the proxies’ addresses, such as 10.0.0.5 or 10.0.0.0/24, separated by commas.',
  'case-not-secure':
    'must begin with https:// unless it leads to this machine: reports carry identity numbers and health data, which never travel in the clear.',
  'no-photo-least': 'must be a whole number from 0 to {most}, in bytes: a photo has at least as many; 0: none are asked.',
  'no-noise-limit': 'must be a whole number from {least} to {most}, in dB(A): above it no hearing is tested.',
  'stations-unknown': 'names stations that do not exist: {unknown}. Choose from these, separated by commas: {known}.',
  'secret-missing':
    'is missing, and the folder holds data: without it a person who comes again would be somebody else. Put it back from its copy. To begin anew, set ROADFIT_DATA to a new folder.',
  'secret-damaged': 'must hold 32 bytes, and holds {bytes}. Put it back from its copy.',
  'half-of-pair':
    'is missing, and {other}, which goes with it, is there. Nothing was made in its place, so that no seal of an institution is overwritten. Put it back from its copy.',
  'seal-missing':
    'is missing, and so is {other}: no report is made without a seal. Put the two files of the institution there. For a trial set ROADFIT_TEST_SEAL=1 with a new folder: a test seal without legal effect is made.',
  'seal-lost':
    'is missing, and so is {other}, but the folder holds data: another seal will not take their place. Put both back from their copy.',
  'not-its-key': 'is not the key of {other}. Put the two files back that belong together.',
  'booth-key-missing':
    'is missing, and {others} are there: this booth was enrolled, or has signed, by the key that is gone. Put it back from its copy. If there is none, remove {others} and enrol the booth anew with a code from the administration page.',
  'booth-key-damaged':
    'is damaged: it holds no key. Put it back from its copy. If there is none, remove key.pem, machine.json and sequence, and enrol the booth anew with a code from the administration page.',
} satisfies Texts<typeof zh>

export const starting = {
  wrong: 'These settings are wrong:',
  portUsed: 'Port {port} is already used, perhaps by another Roadfit. Stop that one, or set {variable} to another port.',
  agentFailed: 'The booth agent can not start: {message}',
  folderUsed: 'Another Roadfit server works on the folder {folder}. Stop that one, or set ROADFIT_DATA to another folder.',
  folderOfDemonstration:
    'The folder {folder} was made by a demonstration: its people are made up, and everybody knows their password. Set ROADFIT_DATA to another folder.',
  folderNotOfDemonstration:
    'The folder {folder} is not empty, and no demonstration has made it: made-up people do not go there. Leave ROADFIT_DEMO out, or set ROADFIT_DATA to an empty folder.',
  folderHasDemonstration:
    'A demonstration has worked in the folder {folder}: somebody there still has its password, or reports were signed by a password. Set ROADFIT_DATA to another folder.',
  folderUnwritable:
    "The data folder {folder} can't be written: {message}. Give it to the user who starts this program, and see whether the disk is full or read-only.",
  databaseDamaged: 'The database {file} is damaged: {message}. Keep this file aside, then put it back from your backup.',
  databaseNewer:
    'A newer Roadfit has worked on the database {file}: this one does not know {message}. Start the newer one, or put back the backup from before.',
  databaseReadOnly:
    "The database {file} can't be opened, or only be read: {message}. See who owns the file and its folder, and whether the disk is read-only.",
  databaseHeld: 'Another program holds the database {file}. End that one, then start again.',
  databaseGone:
    'The database {file} is gone or empty, while stored files lie beside it. Put it back from your backup; to begin anew, name an empty folder.',
  fileTorn: 'The stored file {file} is torn or gone, and it is needed today. Put it back from your backup.',
  recordUnreadable:
    'A stored record can’t be read: table {table}, row {row}, column {column}, at {place}. It may have been altered, and it is needed today. Look with npm run verify, then put it back from your backup.',
  keysUnusable: 'Keys or seal can not be used, so nothing was started:',
  workerFailed: "The media worker {worker} doesn't start: {message}. Run the set-up again, or set ROADFIT_MEDIA_WORKER.",
  notListening: "The server can't listen on {host}:{port}: {message}. Set ROADFIT_HOST and ROADFIT_PORT.",
  firstCodeIn: 'There is no administrator yet. Open {origin}/admin/ and enter the code that lies in {file}',
  firstCode: 'There is no administrator yet. Open {origin}/admin/ and enter this code: {code}',
  notEnded: 'The server did not end in order: {message}',
} satisfies Texts<typeof zhStarting>

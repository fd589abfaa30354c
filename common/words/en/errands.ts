import type { Texts } from '../texts.ts'
import type { errands as zh } from '../zh/errands.ts'

/** Why a report isn't made or handed over yet: what happened, why, what to do. Read at the counter, by doctors and administrators. */
export const errands = {
  /** What happened, with the technicians' code after it. */
  fault: '{words} ({said})',
  tried: {
    draw: 'Tried {tries} times to make it since {since}.',
    deliver: 'Tried {tries} times to hand it over since {since}.',
    withdraw: 'Tried {tries} times to tell the traffic police of the withdrawal since {since}.',
    standing: 'Tried {tries} times to tell the traffic police what the counter decided since {since}.',
    stamp: 'Tried {tries} times to have it time-stamped since {since}.',
  },
  waits: {
    draw: 'Waiting to be made since {since}.',
    deliver: 'Waiting to be handed over since {since}.',
    withdraw: 'Waiting since {since} to tell the traffic police of the withdrawal.',
    standing: 'Waiting since {since} to tell the traffic police what the counter decided.',
    stamp: 'Waiting for its time stamp since {since}.',
  },
  sent: 'Sent. The answer of the traffic-police system has been awaited since {since}; its reference is {reference}.',
  asked: 'It is asked for automatically, and nothing is sent twice.',
  person: 'Needs a person',
  retried: 'It is tried again automatically, at growing intervals of up to an hour.',
  tryNow: 'Try now',
  trying: 'Trying …',
  faults: {
    'no-case':
      'No traffic-police system is set up, so there is nowhere to hand the report over to. Ask the administrator to enter its address and key in the settings and restart the server.',
    'name-unknown':
      'The host name of the traffic-police system cannot be found. Ask the administrator to check the address in the settings and the name resolution.',
    'line-refused':
      'The host of the traffic-police system refuses the connection: it may not be running, or the port is wrong. Contact its operator, and check the address in the settings.',
    unreachable:
      'The network does not reach the host of the traffic-police system. Ask the administrator to check cables, routes and firewalls.',
    'line-cut':
      'The connection to the traffic-police system was cut. This usually passes; if it does not, check the network and firewalls.',
    'timed-out': 'The traffic-police system did not answer in time. This usually passes; if it does not, contact its operator.',
    'certificate-expired':
      'The certificate of the traffic-police system has expired or is not valid yet. Ask its operator to replace it, and check the time of the server.',
    'certificate-untrusted':
      'The certificate of the traffic-police system is not trusted, so the other side could not be identified and nothing was sent. Ask the administrator to install the root certificate that issued it and restart the server.',
    'certificate-name':
      'The certificate of the traffic-police system is for another host than the settings name, so the other side could not be identified and nothing was sent. Ask the administrator to check the address, or the operator to replace the certificate.',
    'not-secure':
      'No encrypted connection to the traffic-police system could be made: the port may be wrong, or the versions may not match. Ask the administrator to check the address and contact the operator.',
    moved:
      'The traffic-police system redirects to another address, which is not followed for safety. Ask the administrator to enter the new address and restart the server.',
    'key-wrong':
      'The traffic-police system does not accept our key. Ask the administrator to check the key in the settings and restart the server.',
    forbidden: 'The traffic-police system does not allow us to hand reports over. Ask its operator for permission.',
    'address-wrong':
      'Nothing accepts reports at the address in the settings. Ask the administrator to check the address of the traffic-police system and restart the server.',
    'too-many':
      'The traffic-police system says that it gets too many reports and asks us to wait. It is tried again at the time that it named.',
    down: 'The traffic-police system is out of order or busy at the moment. This usually passes; if it does not, contact its operator.',
    malformed:
      'The traffic-police system does not understand what was sent: the versions of the two sides may differ. Contact its operator and the technicians of this system.',
    'not-taken': 'The traffic-police system did not accept the report, and did not say why in the agreed way. Contact its operator.',
    conflict:
      'The traffic-police system says that a report with this number is being processed, or that it has another one. Check the number with its operator.',
    'too-large': 'What was sent is too large for the traffic-police system. Ask its operator to raise the limit to at least 12 MB.',
    failed: 'The traffic-police system had an error with this report. Contact its operator and give them the number and the time.',
    'answer-too-long':
      'The answer of the traffic-police system is too long to be a real one and was not read to the end. Ask the administrator to check the address and contact the operator.',
    'answer-unreadable':
      'The answer of the traffic-police system cannot be read, so it is not known whether it has the report. Ask the administrator to check the address and contact the operator.',
    unanswered:
      'The traffic-police system has had the report for more than a day and has not answered. Contact its operator and give them the number and the reference.',
    'reference-unknown':
      'The traffic-police system does not know the reference that it gave itself and may have lost the report. The report is sent again under the same number; if this goes on, contact its operator.',
    'not-expressible':
      'The traffic-police system has no column or code for a value of this report, so it was not handed over. Ask the administrator to see with npm run handover -- preview which one it is, to agree on it with the owners of that system, and to change the field map.',
    'no-way-back':
      'No interface for withdrawing a report is set, so the traffic-police system was not told of it. Ask the administrator to get one from its owners and to put it into the settings; until then tell them by telephone or in writing.',
    'folder-unusable':
      'The exchange folder cannot be read or written: it may not be mounted, permission may be missing, or the disk may be full. Ask the administrator to check the folder in the settings.',
    'elder-first':
      'An earlier report of the same driver has not arrived yet, and they go in their order, so this one waits. Look after the earlier one first; this one is tried again after it.',
    'quota-used':
      'The interface may not be called any more today. It is tried again after midnight; if this happens often, ask the operator of the traffic-police system for more calls a day.',
    'stamp-unset':
      'The report was sealed and handed over without its time stamp, and no time-stamping authority is set up any more. Ask the administrator to enter its address in the settings and restart the server.',
    'stamp-unreachable':
      'The time-stamping authority does not answer. The report is sealed and handed over; only its time stamp is missing, and is added later. If this goes on, check the network and the address in the settings.',
    'stamp-refused':
      'The time-stamping authority refuses to stamp. The report is sealed and handed over; only its time stamp is missing. Ask the authority why, and check the policy in the settings.',
    'stamp-untrusted':
      'The answer of the time-stamping authority cannot be trusted and was not used. The report is sealed and handed over; only its time stamp is missing. Ask the administrator to check its address and the certificates in the folder tsa.',
    'not-prepared':
      'What has to be sent cannot be put together: a stored file is missing or damaged. Ask the technicians to compare the data folder with a backup.',
    'not-made':
      'The paper cannot be made: the disk may be full, or there may be a problem with the seal or a stored file. Ask the technicians to look at the server’s log.',
    unknown: 'It failed for a reason that this system does not know. Ask the technicians to look at the server’s log.',
  },
} satisfies Texts<typeof zh>

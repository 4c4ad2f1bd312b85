import { createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { createSecureContext, type SecureContext } from 'node:tls';
import { bits, der, integer, octets, oid, sequence, set, time, truth, utf8 } from './der.ts';

const ECDSA_SHA256 = sequence(oid('1.2.840.10045.4.3.2'));
const DAY_MS = 86_400_000;

interface Pair {
  privateKey: KeyObject;
  publicKey: KeyObject;
}

const keys = (): Pair => generateKeyPairSync('ec', { namedCurve: 'P-256' });
const named = (name: string) => sequence(set(sequence(oid('2.5.4.3'), utf8(name))));
const extension = (id: string, isCritical: boolean, body: Buffer) =>
  sequence(oid(id), ...(isCritical ? [truth()] : []), octets(body));

interface Wanted {
  subject: string;
  issuer: string;
  from: Date;
  to: Date;
  isAuthority: boolean;
  names: readonly string[];
}

function certificate(wanted: Wanted, key: KeyObject, signer: KeyObject): string {
  const publicKey = key.export({ type: 'spki', format: 'der' });
  const serial = createHash('sha256').update(publicKey).update(wanted.subject).digest().subarray(0, 12);
  serial[0] = ((serial[0] ?? 0) & 0x3f) | 0x40;
  const extensions = [
    ...(wanted.isAuthority ? [extension('2.5.29.19', true, sequence(truth()))] : []),
    ...(wanted.names.length > 0
      ? [extension('2.5.29.17', false, sequence(...wanted.names.map((name) => der(0x82, Buffer.from(name)))))]
      : []),
  ];
  const body = sequence(
    der(0xa0, integer(2)),
    integer(serial),
    ECDSA_SHA256,
    named(wanted.issuer),
    sequence(time(wanted.from), time(wanted.to)),
    named(wanted.subject),
    publicKey,
    der(0xa3, sequence(...extensions)),
  );
  const signature = sign('sha256', body, signer);
  const whole = sequence(body, ECDSA_SHA256, bits(signature)).toString('base64');
  return `-----BEGIN CERTIFICATE-----\n${whole.replace(/(.{64})/g, '$1\n').trim()}\n-----END CERTIFICATE-----\n`;
}

/** What is wrong with a site's certificate, if anything. */
export type CertificateKind = 'good' | 'expired' | 'wrong-name' | 'self-signed' | 'no-chain';

const AUTHORITY = 'Xunjian Proving Province CA';
/** Signs certificates and is never sent along: nothing leads from them to the authority. */
const BETWEEN = 'Xunjian Proving Province Issuing CA';

/** Before and after both clocks, so that either finds a certificate valid. */
const YEARS_2 = 730;

/**
 * A certificate authority of one process, made at its start and gone with it: no key of it lies on any disk. TLS libraries check
 * certificates by the machine's clock, an inspector by the virtual day: what is valid is so by both, what ran out did so by both.
 */
export class Certificates {
  readonly #keys = keys();
  readonly #hostKeys = keys();
  readonly #betweenKeys = keys();
  readonly #made = new Map<string, SecureContext>();
  readonly #first: number;
  readonly #last: number;
  /** The authority's certificate; clients trust it through `NODE_EXTRA_CA_CERTS` or their `ca` option. */
  readonly pem: string;

  /** `now` by the machine's clock; `virtual` is the day on which the province begins. */
  constructor(now: Date, virtual: Date = now) {
    this.#first = Math.min(now.getTime(), virtual.getTime());
    this.#last = Math.max(now.getTime(), virtual.getTime());
    const { privateKey, publicKey } = this.#keys;
    const wanted = {
      subject: AUTHORITY,
      issuer: AUTHORITY,
      ...this.#valid(),
      isAuthority: true,
      names: [],
    };
    this.pem = certificate(wanted, publicKey, privateKey);
  }

  #valid(): { from: Date; to: Date } {
    return {
      from: new Date(this.#first - YEARS_2 * DAY_MS),
      to: new Date(this.#last + YEARS_2 * DAY_MS),
    };
  }

  #ranOut(): { from: Date; to: Date } {
    return {
      from: new Date(this.#first - YEARS_2 * DAY_MS),
      to: new Date(this.#first - 30 * DAY_MS),
    };
  }

  contextFor(host: string, kind: CertificateKind): SecureContext {
    const known = this.#made.get(`${kind} ${host}`);
    if (known !== undefined) return known;
    const { privateKey, publicKey } = this.#hostKeys;
    const name = kind === 'wrong-name' ? 'other.example.gov.cn' : host;
    const isOwn = kind === 'self-signed';
    const [issuer, signer] =
      kind === 'no-chain'
        ? [BETWEEN, this.#betweenKeys.privateKey]
        : isOwn
          ? [name, privateKey]
          : [AUTHORITY, this.#keys.privateKey];
    const cert = certificate(
      {
        ...{ subject: name, issuer, names: [name], isAuthority: false },
        ...(kind === 'expired' ? this.#ranOut() : this.#valid()),
      },
      publicKey,
      signer,
    );
    const context = createSecureContext({
      cert,
      key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    });
    this.#made.set(`${kind} ${host}`, context);
    return context;
  }
}

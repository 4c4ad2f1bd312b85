import type tls from 'node:tls';
import { epochMs } from '../clock.ts';
import type { TlsFacts } from '../domain/exchange.ts';

/** What a finished handshake says of the certificate. Read before any session is resumed: then it would be empty. */
export function tlsFactsOf(socket: tls.TLSSocket): TlsFacts {
  const certificate = socket.getPeerCertificate();
  return {
    authorized: socket.authorized,
    problem: socket.authorized ? null : problemOf(socket.authorizationError),
    subject: text(certificate.subject?.CN ?? certificate.subject?.O),
    issuer: text(certificate.issuer?.CN ?? certificate.issuer?.O),
    validFrom: epochMs(Date.parse(certificate.valid_from ?? '') || 0),
    validTo: epochMs(Date.parse(certificate.valid_to ?? '') || 0),
    names: (certificate.subjectaltname ?? '').split(', ').filter(Boolean),
    protocol: socket.getProtocol() ?? '',
  };
}

/** OpenSSL's or Node's code, such as CERT_HAS_EXPIRED or ERR_TLS_CERT_ALTNAME_INVALID. */
function problemOf(error: unknown): string {
  if (error instanceof Error) return 'code' in error ? String(error.code) : error.message;
  return String(error ?? 'unknown');
}

function text(value: string | string[] | undefined): string {
  return Array.isArray(value) ? value.join(', ') : (value ?? '');
}

import fc from 'fast-check';

const pieces = [
  '<script>alert(1)</script>',
  '</title><script>alert(1)</script>',
  '</style><img src=x onerror=alert(1)>',
  '"><svg onload=alert(1)>',
  "' onmouseover='alert(1)",
  '`',
  '<!--',
  '-->',
  ']]>',
  '&lt;b&gt;',
  '&#60;b&#62;',
  'javascript:alert(1)',
  'url(https://evil.example/)',
  '\u202egnp.exe',
  '\u2066\u2069\u200f',
  '\u0000\u0007\u001b[31m\u007f\u0085',
  '\r\n\t\u2028',
  '\ud800',
  '\ufffe\ufeff',
  'C:\\Windows\\NTDS\\',
  'תיקייה',
  '𝔘',
  'constructor',
  '__proto__',
  `\${x}`,
];

/** Text that tries to be something else in a page. */
export const hostileText = fc
  .array(fc.oneof(fc.constantFrom(...pieces), fc.string({ unit: 'binary' }), fc.string()), {
    minLength: 1,
    maxLength: 6,
  })
  .map((parts) => parts.join(''));

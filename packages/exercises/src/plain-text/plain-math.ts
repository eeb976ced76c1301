import {
  ACCENTS,
  BRACKETS,
  FONTS,
  FUNCTIONS,
  IGNORED,
  LETTERS,
  LOWERED,
  OPERATORS,
  PREFIXES,
  RAISED,
  SPACES,
  WORDS,
} from './symbols.js';

/** A formula as text, and the commands in it that this module has no sign for. */
export interface PlainMath {
  text: string;
  unknown: string[];
}

/** What a piece of a formula is decides about the spaces around it. */
interface Piece {
  kind: 'thing' | 'function' | 'prefix' | 'operator' | 'open' | 'close' | 'space' | 'fraction';
  text: string;
}

const TOKEN = /\\(?:[A-Za-z]+\*?|[\s\S])|\s+|\d+(?:\.\d+)?|[\s\S]/gu;
const MINUS = '−';
/** Between two columns of a matrix. */
const COLUMN = '  ';

/**
 * A formula in TeX as one line of plain text, or several where the formula has rows.
 *
 * @example
 * plainMath('\\sigma(z) \\approx \\frac{1}{1 + e^{-z}}').text //=> 'σ(z) ≈ 1 / (1 + e^(−z))'
 * plainMath('\\frac{\\partial L}{\\partial W_{ij}} \\cdot x^2').text //=> '∂L / ∂Wᵢⱼ · x²'
 * plainMath('\\oint x').unknown //=> ['\\oint']
 */
export function plainMath(tex: string): PlainMath {
  const reader = new Reader(tex.match(TOKEN) ?? []);
  const pieces: Piece[] = [];
  // A brace too many ends a reading early; what follows is read all the same.
  while (!reader.isAtEnd) pieces.push(...reader.pieces());
  return { text: join(pieces), unknown: reader.unknown };
}

class Reader {
  readonly unknown: string[] = [];
  #at = 0;

  constructor(private readonly tokens: readonly string[]) {}

  get isAtEnd(): boolean {
    return this.#at >= this.tokens.length;
  }

  /** The pieces up to the end of the group, whose brace is taken. */
  pieces(): Piece[] {
    const pieces: Piece[] = [];
    for (let token = this.#take(); token !== undefined && token !== '}'; token = this.#take()) {
      if (token === '^' || token === '_') this.#addScript(pieces, token);
      else pieces.push(...this.#read(token));
    }
    return pieces;
  }

  #take(): string | undefined {
    return this.tokens[this.#at++];
  }

  #skipSpace(): void {
    while (/^\s/.test(this.tokens[this.#at] ?? '')) this.#at += 1;
  }

  /** What a command is about: a group, or the next thing. */
  #argument(): Piece[] {
    this.#skipSpace();
    const token = this.#take();
    if (token === undefined) return [];
    return token === '{' ? this.pieces() : this.#read(token);
  }

  /** An argument letter by letter, such as `\text{if so}`. */
  #words(): string {
    this.#skipSpace();
    let token = this.#take();
    if (token !== '{') return token ?? '';
    let text = '';
    for (token = this.#take(); token !== undefined && token !== '}'; token = this.#take()) {
      text += token.startsWith('\\') ? join(this.#read(token)) : token;
    }
    return text;
  }

  #read(token: string): Piece[] {
    if (token === '{') return this.pieces();
    if (token.startsWith('\\') && token.length > 1) return this.#command(token.slice(1));
    if (/^\s/.test(token) || token === '~') return [{ kind: 'space', text: ' ' }];
    if (token === '&') return [{ kind: 'space', text: COLUMN }];
    if (token === '-') return [{ kind: 'operator', text: MINUS }];
    if (token === "'") return [{ kind: 'thing', text: '′' }];
    if (/^[+*=<>:]$/.test(token)) return [{ kind: 'operator', text: token }];
    if (/^[([]$/.test(token)) return [{ kind: 'open', text: token }];
    return [{ kind: 'thing', text: token }];
  }

  #command(name: string): Piece[] {
    const sign = readSign(name);
    if (sign) {
      // TeX needs the space after a command's name and prints none.
      if (sign.kind !== 'operator' && /^[A-Za-z]/.test(name)) this.#skipSpace();
      return [sign];
    }
    if (IGNORED.has(name)) return [];
    if (FONTS.has(name)) return this.#argument();
    if (WORDS.has(name)) return [wordsAsPiece(name, this.#words())];
    if (Object.hasOwn(ACCENTS, name)) {
      const text = join(this.#argument());
      return [{ kind: 'thing', text: [...text].map((letter) => letter + ACCENTS[name]).join('') }];
    }
    if (/^[dt]?frac$/.test(name)) return [this.#fraction()];
    if (name === 'sqrt') return [{ kind: 'thing', text: `√${inBrackets(join(this.#argument()))}` }];
    if (name === 'begin' || name === 'end') return this.#environment(name);
    if (name === '\\') return [{ kind: 'open', text: '\n' }];
    this.unknown.push(`\\${name}`);
    return [{ kind: 'thing', text: name }];
  }

  #fraction(): Piece {
    const above = join(this.#argument());
    const below = join(this.#argument());
    return {
      kind: 'fraction',
      text: `${isSum(above) ? `(${above})` : above} / ${inBrackets(below)}`,
    };
  }

  /** Matrices get their brackets; other environments are only their rows. */
  #environment(edge: 'begin' | 'end'): Piece[] {
    const name = this.#words();
    this.#skipSpace();
    const ends = { p: '()', b: '[]', v: '||', V: '‖‖' }[/^([pbvV])matrix$/.exec(name)?.[1] ?? ''];
    if (!ends) return [];
    return edge === 'begin'
      ? [{ kind: 'open', text: ends[0]! }]
      : [{ kind: 'thing', text: ends[1]! }];
  }

  /** Puts a raised or lowered text behind the last piece. */
  #addScript(pieces: Piece[], sign: '^' | '_'): void {
    const text = join(this.#argument());
    const before = pieces.at(-1);
    const script = asScript(text, sign);
    if (before && before.kind !== 'space') before.text += script;
    else pieces.push({ kind: 'thing', text: script });
  }
}

function readSign(name: string): Piece | null {
  const find = (table: Readonly<Record<string, string>>) =>
    Object.hasOwn(table, name) ? table[name] : undefined;
  const bracket = find(BRACKETS);
  if (bracket) return { kind: kindOfBracket(name), text: bracket };
  const letter = find(LETTERS);
  if (letter) return { kind: 'thing', text: letter };
  const operator = find(OPERATORS);
  if (operator) return { kind: 'operator', text: operator };
  const prefix = find(PREFIXES);
  if (prefix) return { kind: 'prefix', text: prefix };
  if (FUNCTIONS.has(name)) return { kind: 'function', text: name };
  if (SPACES.has(name)) return { kind: 'space', text: ' ' };
  return null;
}

function kindOfBracket(name: string): Piece['kind'] {
  if (/^(l[a-zA-Z]+|[{])$/.test(name)) return 'open';
  return /^(r[a-zA-Z]+|[}])$/.test(name) ? 'close' : 'thing';
}

const wordsAsPiece = (name: string, text: string): Piece => ({
  kind: name === 'operatorname' ? 'function' : 'thing',
  text,
});

function asScript(text: string, sign: '^' | '_'): string {
  const table = sign === '^' ? RAISED : LOWERED;
  const letters = [...text.replaceAll(' ', '')];
  if (letters.every((letter) => table.has(letter))) {
    return letters.map((letter) => table.get(letter)).join('');
  }
  return sign + inBrackets(text);
}

/** Whether plus, minus or a comparison stands outside of all brackets. */
function isSum(text: string): boolean {
  const outside = text.replace(/\([^()]*\)/g, '').replace(/\([^()]*\)/g, '');
  return / [^·×/] /.test(outside) || outside.startsWith(MINUS);
}

/** Brackets around everything that is not a single thing: `2h`, `a + b`, but not `∂x`, `W₁`, `f(x)`. */
function inBrackets(text: string): string {
  const isSingle =
    /^(\d+(\.\d+)?|[∂√]*\p{L}[\p{M}\p{No}\p{Lm}′₊₋₍₎⁺⁻⁽⁾]*(\([^()]*\))?|\([^()]*\)|\|[^|]*\||\p{L}+)$/u;
  return isSingle.test(text) ? text : `(${text})`;
}

/** The pieces in a line, with spaces around what stands between two things. */
function join(pieces: readonly Piece[]): string {
  let text = '';
  pieces.forEach((piece, place) => {
    if (piece.kind === 'operator') {
      const isSign = text === '' || /[\n([{,|]\s*$|[=<>≈≤≥+·×→←] $/.test(text);
      text = isSign ? text + piece.text : `${text.trimEnd()} ${piece.text} `;
      return;
    }
    if (piece.kind === 'space') {
      if (piece.text === COLUMN) text = text.trimEnd() + COLUMN;
      else if (!/[\s([{⟨]$/.test(text)) text += ' ';
      return;
    }
    if (piece.kind === 'close') text = text.trimEnd();
    const isBracketed = piece.kind === 'fraction' && touches(pieces, place);
    const shown = isBracketed ? `(${piece.text})` : piece.text;
    text += text.endsWith(' ') ? shown.replace(/^ +/, '') : shown;
    const next = pieces[place + 1];
    if (piece.kind === 'function' && next && /^[\p{L}\d∂]/u.test(next.text)) text += ' ';
  });
  return text
    .replace(/ +([,;)\]])/g, '$1')
    .replace(/ *\n */g, '\n')
    .trim();
}

/** Whether a neighbour would be read as part of the fraction, as in `1 / 2 x`. */
function touches(pieces: readonly Piece[], place: number): boolean {
  const joins = (piece: Piece | undefined) =>
    piece !== undefined &&
    !['operator', 'open'].includes(piece.kind) &&
    !/^[,;)\]}.]/.test(piece.text);
  const solid = pieces.filter((piece) => piece.kind !== 'space' || pieces[place] === piece);
  const at = solid.indexOf(pieces[place]!);
  return joins(solid[at - 1]) || joins(solid[at + 1]);
}

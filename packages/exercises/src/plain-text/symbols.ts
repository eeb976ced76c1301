/** What TeX commands print as, in Unicode. */
export const LETTERS: Readonly<Record<string, string>> = {
  ...{ alpha: 'α', beta: 'β', gamma: 'γ', delta: 'δ', epsilon: 'ϵ', varepsilon: 'ε', zeta: 'ζ' },
  ...{ eta: 'η', theta: 'θ', vartheta: 'ϑ', iota: 'ι', kappa: 'κ', lambda: 'λ', mu: 'μ', nu: 'ν' },
  ...{ xi: 'ξ', pi: 'π', rho: 'ρ', sigma: 'σ', tau: 'τ', upsilon: 'υ', phi: 'ϕ', varphi: 'φ' },
  ...{ chi: 'χ', psi: 'ψ', omega: 'ω', Gamma: 'Γ', Delta: 'Δ', Theta: 'Θ', Lambda: 'Λ', Xi: 'Ξ' },
  ...{ Pi: 'Π', Sigma: 'Σ', Phi: 'Φ', Psi: 'Ψ', Omega: 'Ω', ell: 'ℓ', infty: '∞', top: 'ᵀ' },
  ...{ ldots: '…', cdots: '⋯', dots: '…', vdots: '⋮', ddots: '⋱', emptyset: '∅', prime: '′' },
};

/** Signs that belong to what follows them, with no space between. */
export const PREFIXES: Readonly<Record<string, string>> = {
  ...{ partial: '∂', nabla: '∇', neg: '¬', forall: '∀', exists: '∃', sum: '∑', prod: '∏' },
  int: '∫',
};

/** Signs between two things, printed with a space on both sides. */
export const OPERATORS: Readonly<Record<string, string>> = {
  ...{ cdot: '·', times: '×', div: '÷', pm: '±', mp: '∓', ast: '∗', star: '⋆', circ: '∘' },
  ...{ odot: '⊙', otimes: '⊗', oplus: '⊕', le: '≤', leq: '≤', ge: '≥', geq: '≥', lt: '<' },
  ...{ gt: '>', ne: '≠', neq: '≠', approx: '≈', equiv: '≡', sim: '∼', propto: '∝', ll: '≪' },
  ...{ gg: '≫', in: '∈', notin: '∉', subset: '⊂', cup: '∪', cap: '∩', to: '→', mapsto: '↦' },
  ...{ rightarrow: '→', leftarrow: '←', gets: '←', Rightarrow: '⇒', implies: '⇒', iff: '⇔' },
  ...{ mid: '|', land: '∧', lor: '∨', colon: ':', longrightarrow: '⟶' },
};

/** Names of functions, printed as they are. */
export const FUNCTIONS: ReadonlySet<string> = new Set(
  'arccos arcsin arctan arg cos cosh det dim exp inf ker lim ln log max min sin sinh sup tan tanh'.split(
    ' ',
  ),
);

export const BRACKETS: Readonly<Record<string, string>> = {
  ...{ lbrace: '{', rbrace: '}', '{': '{', '}': '}', lbrack: '[', rbrack: ']', langle: '⟨' },
  ...{ rangle: '⟩', lvert: '|', rvert: '|', vert: '|', lVert: '‖', rVert: '‖', Vert: '‖' },
  ...{ '|': '‖', lfloor: '⌊', rfloor: '⌋', lceil: '⌈', rceil: '⌉', '%': '%', $: '$', '&': '&' },
  ...{ '#': '#', _: '_' },
};

export const SPACES: ReadonlySet<string> = new Set([',', ':', ';', ' ', 'quad', 'qquad']);

/** Commands about sizes and places that mean nothing in plain text. */
export const IGNORED: ReadonlySet<string> = new Set(
  'left right big Big bigg Bigg bigl bigr Bigl Bigr limits nolimits displaystyle !'.split(' '),
);

/** Commands whose one argument is printed as it is. */
export const FONTS: ReadonlySet<string> = new Set(
  'mathbf mathbb mathcal mathit boldsymbol bm'.split(' '),
);

/** Commands whose one argument is text: a word, with its spaces. */
export const WORDS: ReadonlySet<string> = new Set(
  'text textbf textit mathrm mathsf mathtt texttt operatorname'.split(' '),
);

/** Marks over a letter, as Unicode's combining characters. */
export const ACCENTS: Readonly<Record<string, string>> = {
  ...{ hat: '\u0302', widehat: '\u0302', bar: '\u0304', overline: '\u0304', tilde: '\u0303' },
  ...{ vec: '\u20d7', dot: '\u0307', ddot: '\u0308' },
};

const pairs = (from: string, to: string) =>
  new Map([...from].map((character, place) => [character, [...to][place]!]));

/** Characters that Unicode has raised, and lowered. */
export const RAISED = pairs('0123456789+-−=()nijkTᵀ′', '⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱʲᵏᵀᵀ′');
export const LOWERED = pairs(
  '0123456789+-−=()aehijklmnoprstuvx',
  '₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ',
);

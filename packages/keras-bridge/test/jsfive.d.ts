declare module 'jsfive' {
  interface Node {
    keys: string[];
    value: number[];
    get(path: string): Node;
  }
  export class File implements Node {
    constructor(buffer: ArrayBufferLike, name: string);
    keys: string[];
    value: number[];
    get(path: string): Node;
  }
}

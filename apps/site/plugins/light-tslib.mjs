// Docusaurus requires tslib as a whole for this one function; see plugins/light-pages.ts.
export { __importDefault } from 'whole-tslib';

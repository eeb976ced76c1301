/** Every language that the course shows comes with `light-prism-loader.cjs`. */
export default function prismIncludeLanguages(): void {}

// The larger editors live in bundles of their own and are fetched when somebody opens them.

const fetched = new Map();

export function part(name) {
  if (!fetched.has(name)) fetched.set(name, fetchPart(name));
  return fetched.get(name);
}

async function fetchPart(name) {
  const own = document.querySelector('script[src*="dist/studio.js"]').src;
  const address = own.replace('studio.js', `${name}.js`);
  const style = Object.assign(document.createElement('link'), { rel: 'stylesheet', href: address.replace(/\.js$/, '.css') });
  const script = Object.assign(document.createElement('script'), { src: address });
  document.head.append(style, script);
  await new Promise((done, failed) => { script.onload = done; script.onerror = () => failed(new Error(name)); });
  return window.motcua[name];
}

import { type ChildNode, Element, Text } from 'domhandler';
import type { TreeAdapter } from 'parse5';
import { adapter, type Htmlparser2TreeAdapterMap } from 'parse5-htmlparser2-tree-adapter';

/**
 * Attributes as an object with no names but its own. V8 keeps what `Object.create(null)` makes as a table, three of
 * which an element of the plain adapter has; objects of one constructor are made and read in half the time (measured).
 */
const Attributes = function Attributes() {} as unknown as new () => Record<string, string>;
Attributes.prototype = Object.create(null);

/** Not a literal, for the same reason as a `FlatNode` is none (decision 042). */
function listOf<T>(...nodes: T[]): T[] {
  return nodes;
}

/** The tree of parse5-htmlparser2-tree-adapter without the namespaces of attributes, which no reader asks for. */
export const leanAdapter: TreeAdapter<Htmlparser2TreeAdapterMap> = {
  ...adapter,
  createElement(name, namespace, attrs) {
    const attribs = new Attributes();
    for (const { name: attribute, value } of attrs) attribs[attribute] = value;
    const element = new Element(name, attribs, []);
    element.namespace = namespace;
    return element;
  },
  appendChild(parent, node) {
    const { children } = parent;
    const last = children.at(-1);
    // Most elements hold one node or two; an array that grows by itself takes room for sixteen.
    if (last === undefined) parent.children = listOf(node) as typeof children;
    else {
      last.next = node as ChildNode;
      node.prev = last;
      if (children.length === 1) parent.children = listOf(last, node) as typeof children;
      else children.push(node as ChildNode);
    }
    node.parent = parent;
  },
  insertText(parent, text) {
    const last = parent.children.at(-1);
    if (last instanceof Text) last.data += text;
    else leanAdapter.appendChild(parent, new Text(text));
  },
  adoptAttributes({ attribs }, attrs) {
    for (const { name, value } of attrs) attribs[name] ??= value;
  },
};

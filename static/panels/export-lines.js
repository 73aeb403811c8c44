/** The lines that export a network of PyTorch as ONNX. */
export const EXPORT_LINES = `import torch
model.eval()
torch.onnx.export(model, torch.zeros(1, 3, 224, 224), "model.onnx", dynamo=False)`;

/**
 * A server's message that may end with lines of Python, in its two parts.
 *
 * @param {string} message
 * @returns {{ sentence: string, code: string|null }}
 */
export function divided(message) {
  const lines = message.split("\n");
  const start = lines.findIndex((line) => /^(import|from) \w/.test(line));
  if (start < 0) return { sentence: message, code: null };
  return { sentence: lines.slice(0, start).join(". "), code: lines.slice(start).join("\n") };
}

"""Writes the pack's judgments with sentence numbers, and the other fields beside them, as fit_encoder.py reads them.

  npm run build && node ../../bin/nextrung.js check-pack      (a pack that is sound has all its marks)
  python number_sentences.py [OUT]
"""
import hashlib, json, os, shutil, subprocess, sys

here = os.path.dirname(os.path.abspath(__file__)); root = os.path.dirname(os.path.dirname(here)); out = sys.argv[1] if len(sys.argv) > 1 else os.path.join(here, 'numbered')
pack = json.loads(subprocess.check_output(['node', '--import', 'tsx', os.path.join(here, 'print-sentences.ts')], cwd=root, text=True))
number = {f"{s['passage']}:{hashlib.sha256(s['text'].encode()).hexdigest()[:5]}": s['n'] for s in pack}
os.makedirs(f'{out}/fields', exist_ok=True)
with open(f'{out}/sentences.jsonl', 'w') as file: file.writelines(json.dumps(s) + '\n' for s in pack)
with open(f'{out}/medical-coding.jsonl', 'w') as file:
    for line in open(f'{root}/knowledge/medical-coding/judgments.jsonl'):
        row = json.loads(line); row['best'] = [number[m] for m in row['best'] if m in number]; row['useful'] = [number[m] for m in row['useful'] if m in number]
        file.write(json.dumps(row) + '\n')
for name in os.listdir(f'{root}/training/fields'): shutil.copy(f'{root}/training/fields/{name}', f'{out}/fields/{name}')

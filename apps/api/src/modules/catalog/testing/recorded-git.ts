/** What git and its server said to each other; one character is one byte. Of packs, only the first 24 bytes are left. */
export interface Recorded {
  readonly request: string;
  readonly answer: string;
}

/** For tests: recorded with git 2.39.5 and its `git http-backend`. */
export const recordedGit = {
  capabilities: {
    request: '',
    answer:
      '000eversion 2\n0015agent=git/2.39.5\n0013ls-refs=unborn\n0027fetch=shallow wait-for-done filter\n0012server-option\n0017object-format=sha1\n0010object-info\n0000',
  },
  lsRefs: {
    request:
      '0014command=ls-refs\n0014agent=git/2.39.50016object-format=sha100010009peel\n000csymrefs\n000bunborn\n0014ref-prefix HEAD\n001bref-prefix refs/heads/\n001aref-prefix refs/tags/\n0000',
    answer:
      '00509b0c18c505363f0444bafae467d01c585131bc90 HEAD symref-target:refs/heads/main\n003d9b0c18c505363f0444bafae467d01c585131bc90 refs/heads/main\n003d0c03a69236b5340ddc6cf2c52a5d13a74c0dd0d5 refs/heads/next\n003a2149dd5b6734c61b29a5b968996e888c04a09b7e refs/tags/v1\n006aa62df028e2d7e7b1a48f10d59558c7e31c0f45c6 refs/tags/v2 peeled:cad04f645d582ea373531befcbf95b741de53d85\n0000',
  },
  clone: {
    request:
      '0011command=fetch0014agent=git/2.39.50016object-format=sha10001000dthin-pack000fno-progress000dofs-delta0032want 9b0c18c505363f0444bafae467d01c585131bc90\n0032want 9b0c18c505363f0444bafae467d01c585131bc90\n0032want 0c03a69236b5340ddc6cf2c52a5d13a74c0dd0d5\n0032want 2149dd5b6734c61b29a5b968996e888c04a09b7e\n0032want a62df028e2d7e7b1a48f10d59558c7e31c0f45c6\n0009done\n0000',
    answer: '000dpackfile\n001d\x01PACK\x00\x00\x00\x02\x00\x00\x00.\x94\x0dx\x01\x01\xd4\x00+\xfftre0000',
  },
  shallowClone: {
    request:
      '0011command=fetch0014agent=git/2.39.50016object-format=sha10001000dthin-pack000fno-progress000finclude-tag000dofs-delta000cdeepen 10032want 9b0c18c505363f0444bafae467d01c585131bc90\n0032want 9b0c18c505363f0444bafae467d01c585131bc90\n0009done\n0000',
    answer:
      '0011shallow-info\n0034shallow 9b0c18c505363f0444bafae467d01c585131bc900001000dpackfile\n001d\x01PACK\x00\x00\x00\x02\x00\x00\x00\x0e\x94\x0dx\x01\x01\xd4\x00+\xfftre0000',
  },
  partialClone: {
    request:
      '0011command=fetch0014agent=git/2.39.50016object-format=sha10001000dthin-pack000fno-progress000dofs-delta0014filter blob:none0032want 9b0c18c505363f0444bafae467d01c585131bc90\n0032want 9b0c18c505363f0444bafae467d01c585131bc90\n0032want 0c03a69236b5340ddc6cf2c52a5d13a74c0dd0d5\n0032want 2149dd5b6734c61b29a5b968996e888c04a09b7e\n0032want a62df028e2d7e7b1a48f10d59558c7e31c0f45c6\n0009done\n0000',
    answer: '000dpackfile\n001d\x01PACK\x00\x00\x00\x02\x00\x00\x00\x1f\x94\x0dx\x01\x01\xd4\x00+\xfftre0000',
  },
  missingBlobs: {
    request:
      '0011command=fetch0014agent=git/2.39.50016object-format=sha10001000dthin-pack000fno-progress000dofs-delta0014filter blob:none0032want 1fe9dcd8f0024e796b9dc2bdd528c3d1ad7edf95\n0032want 2ca7fb6e6b1b6438c238a530f4bdf96bbd9a5ead\n0032want 356ea38c89e27b0aee75f0e73fcd707da81b3b6c\n0032want 7223c7cc642eeef46982b703317d3fcf39fc4b9b\n0032want 902f4239eff27ec7a808749310065f4ecf45acd4\n0032want 926f007792b4c6b29ee38e4f65421d3ba188b421\n0032want 9ce9c6ba7008f0213a7cad5e486563178e04fb1e\n0032want a5756ce2246620c09d8b43948ff61f340ea460c3\n0032want ac54c36ec93ec275de18b68ecafbf86e11cf1131\n0032want b2efd0a166335e159116ecae0217d36dcb3999ce\n0032want cc49454d65c671187c8cb345be2d04c001f33f59\n0032want d221dfbc13474fff0904d76c5f6fe2875ebaff6f\n0009done\n0000',
    answer: '000dpackfile\n001d\x01PACK\x00\x00\x00\x02\x00\x00\x00\x0c\xb0\xfa\x01x\x01\x01\xa0\x0f_\xf03\n0000',
  },
  unshallow: {
    request:
      '0011command=fetch0014agent=git/2.39.50016object-format=sha10001000dthin-pack000fno-progress000finclude-tag000dofs-delta0034shallow 9b0c18c505363f0444bafae467d01c585131bc900015deepen 21474836470032want 9b0c18c505363f0444bafae467d01c585131bc90\n0032have 9b0c18c505363f0444bafae467d01c585131bc90\n0000',
    answer:
      '0014acknowledgments\n0031ACK 9b0c18c505363f0444bafae467d01c585131bc90\n000aready\n00010011shallow-info\n0036unshallow 9b0c18c505363f0444bafae467d01c585131bc900001000dpackfile\n001d\x01PACK\x00\x00\x00\x02\x00\x00\x00\x17\x94\x0dx\x01\x01\xd4\x00+\xfftre0000',
  },
  negotiation: {
    request:
      '0011command=fetch0014agent=git/2.39.50016object-format=sha10001000dthin-pack000fno-progress000dofs-delta0032want 2149dd5b6734c61b29a5b968996e888c04a09b7e\n0032want a62df028e2d7e7b1a48f10d59558c7e31c0f45c6\n0032have 9b0c18c505363f0444bafae467d01c585131bc90\n0000',
    answer: '0014acknowledgments\n0031ACK 9b0c18c505363f0444bafae467d01c585131bc90\n0000',
  },
  fetch: {
    request:
      '0011command=fetch0014agent=git/2.39.50016object-format=sha10001000dthin-pack000fno-progress000finclude-tag000dofs-delta0032want 47e4ee159ef2ef993d02259f3e770672783bd046\n0032have 0c03a69236b5340ddc6cf2c52a5d13a74c0dd0d5\n0032have 2149dd5b6734c61b29a5b968996e888c04a09b7e\n0032have cad04f645d582ea373531befcbf95b741de53d85\n0032have 9b0c18c505363f0444bafae467d01c585131bc90\n0000',
    answer:
      '0014acknowledgments\n0031ACK 0c03a69236b5340ddc6cf2c52a5d13a74c0dd0d5\n0031ACK 2149dd5b6734c61b29a5b968996e888c04a09b7e\n0031ACK cad04f645d582ea373531befcbf95b741de53d85\n0031ACK 9b0c18c505363f0444bafae467d01c585131bc90\n000aready\n0001000dpackfile\n001d\x01PACK\x00\x00\x00\x02\x00\x00\x00\x03\x9e\x0cx\x01\x01\xce\x001\xfftre0000',
  },
  v0Advertisement: {
    request: '',
    answer:
      '001e# service=git-upload-pack\n0000014647e4ee159ef2ef993d02259f3e770672783bd046 HEAD\x00multi_ack thin-pack side-band side-band-64k ofs-delta shallow deepen-since deepen-not deepen-relative no-progress include-tag multi_ack_detailed allow-tip-sha1-in-want allow-reachable-sha1-in-want no-done symref=HEAD:refs/heads/main filter object-format=sha1 agent=git/2.39.5\n003d47e4ee159ef2ef993d02259f3e770672783bd046 refs/heads/main\n003d0c03a69236b5340ddc6cf2c52a5d13a74c0dd0d5 refs/heads/next\n003a2149dd5b6734c61b29a5b968996e888c04a09b7e refs/tags/v1\n003aa62df028e2d7e7b1a48f10d59558c7e31c0f45c6 refs/tags/v2\n003dcad04f645d582ea373531befcbf95b741de53d85 refs/tags/v2^{}\n0000',
  },
  v0ShallowFirst: {
    request:
      '00b0want 47e4ee159ef2ef993d02259f3e770672783bd046 multi_ack_detailed no-done side-band-64k thin-pack no-progress include-tag ofs-delta deepen-since deepen-not agent=git/2.39.5\n000cdeepen 10000',
    answer: '0034shallow 47e4ee159ef2ef993d02259f3e770672783bd0460000',
  },
  v0ShallowClone: {
    request:
      '00b0want 47e4ee159ef2ef993d02259f3e770672783bd046 multi_ack_detailed no-done side-band-64k thin-pack no-progress include-tag ofs-delta deepen-since deepen-not agent=git/2.39.5\n000cdeepen 100000009done\n',
    answer:
      '0034shallow 47e4ee159ef2ef993d02259f3e770672783bd04600000008NAK\n001d\x01PACK\x00\x00\x00\x02\x00\x00\x00\x0f\x9e\x0cx\x01\x01\xce\x001\xfftre0000',
  },
  v1Advertisement: {
    request: '',
    answer:
      '001e# service=git-upload-pack\n0000000eversion 1\n014647e4ee159ef2ef993d02259f3e770672783bd046 HEAD\x00multi_ack thin-pack side-band side-band-64k ofs-delta shallow deepen-since deepen-not deepen-relative no-progress include-tag multi_ack_detailed allow-tip-sha1-in-want allow-reachable-sha1-in-want no-done symref=HEAD:refs/heads/main filter object-format=sha1 agent=git/2.39.5\n003d47e4ee159ef2ef993d02259f3e770672783bd046 refs/heads/main\n003d0c03a69236b5340ddc6cf2c52a5d13a74c0dd0d5 refs/heads/next\n003a2149dd5b6734c61b29a5b968996e888c04a09b7e refs/tags/v1\n003aa62df028e2d7e7b1a48f10d59558c7e31c0f45c6 refs/tags/v2\n003dcad04f645d582ea373531befcbf95b741de53d85 refs/tags/v2^{}\n0000',
  },
  v1Clone: {
    request:
      '00a4want 47e4ee159ef2ef993d02259f3e770672783bd046 multi_ack_detailed no-done side-band-64k thin-pack no-progress ofs-delta deepen-since deepen-not agent=git/2.39.5\n0032want 0c03a69236b5340ddc6cf2c52a5d13a74c0dd0d5\n0032want 2149dd5b6734c61b29a5b968996e888c04a09b7e\n0032want a62df028e2d7e7b1a48f10d59558c7e31c0f45c6\n00000009done\n',
    answer: '0008NAK\n001d\x01PACK\x00\x00\x00\x02\x00\x00\x001\x91\x0dx\x01\x01\xd1\x00.\xfftre0000',
  },
  v0Fetch: {
    request:
      '00b0want 786760f7432ad15df05611650060c2d04745cff3 multi_ack_detailed no-done side-band-64k thin-pack no-progress include-tag ofs-delta deepen-since deepen-not agent=git/2.39.5\n00000032have 0c03a69236b5340ddc6cf2c52a5d13a74c0dd0d5\n0032have 2149dd5b6734c61b29a5b968996e888c04a09b7e\n0032have cad04f645d582ea373531befcbf95b741de53d85\n0032have 47e4ee159ef2ef993d02259f3e770672783bd046\n0032have 9b0c18c505363f0444bafae467d01c585131bc90\n0009done\n',
    answer:
      '0038ACK 0c03a69236b5340ddc6cf2c52a5d13a74c0dd0d5 common\n0038ACK 2149dd5b6734c61b29a5b968996e888c04a09b7e common\n0038ACK cad04f645d582ea373531befcbf95b741de53d85 common\n0038ACK 47e4ee159ef2ef993d02259f3e770672783bd046 common\n0038ACK 9b0c18c505363f0444bafae467d01c585131bc90 common\n0031ACK 9b0c18c505363f0444bafae467d01c585131bc90\n001d\x01PACK\x00\x00\x00\x02\x00\x00\x00\x02\x9f\x0cx\x01\x01\xcf\x000\xfftre0000',
  },
} satisfies Record<string, Recorded>;

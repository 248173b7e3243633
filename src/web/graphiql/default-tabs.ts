/** What is open at first: ready to run, in this order. */
export const defaultTabs = [
  {
    query: `# The first people of the list, each with their
# accounts in the directories. The pink button
# runs this. Nobody there yet? Open the tab
# "Watch" and press the eye: it fetches them.
query People {
  employees(first: 20) {
    totalCount
    pageInfo {
      hasNextPage
      endCursor
    }
    edges {
      node {
        id
        displayName
        email
        department
        state
        domainAccounts {
          domain {
            dnsName
          }
          samAccountName
          enabled
          passwordHolder
        }
      }
    }
  }
}
`,
  },
  {
    query: `# Reads every domain; with ids in domainIds, only
# those. The tab "Watch" shows how it goes on.
mutation Synchronise($domainIds: [ID!]) {
  syncNow(input: { domainIds: $domainIds }) {
    batch {
      id
    }
    answers {
      domain {
        dnsName
      }
      run {
        id
        phase
      }
      joined
      refusal {
        code
        message
      }
    }
    userErrors {
      code
      message
    }
  }
}
`,
    variables: JSON.stringify({ domainIds: null }, null, 2),
  },
  {
    query: `# A synchronisation, step by step. The eye under
# the pink button starts one of every domain and
# shows it live; each step is about one domain.
# The pink button shows the one named below: the
# newest, when this tab is opened.
subscription Watch($runId: ID, $batchId: ID) {
  syncProgress(runId: $runId, batchId: $batchId) {
    sequence
    at
    domainName
    phase
    expected
    read
    planned
    applied
    failed
    held
    rate
    secondsLeft
    lastPerson
    warnings
    errorCode
    errorMessage
  }
}
`,
    variables: JSON.stringify({ runId: null, batchId: null }, null, 2),
  },
];
